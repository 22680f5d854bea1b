import type { Accusation } from './accusation';
import { newRatio, newShare, note, type Ratio, type Share, shareOf, weigh } from './ratio';

/**
 * `regular`: prices that move as no market does. They come back to what they were so many days ago again and again
 * (a period of two to seven), go on by the very same step, or move far less at a time than the peers' do.
 */
export interface Regularity {
  /** One for each period, then the constant step, then the small moves. */
  readonly ratios: readonly Ratio[];
  readonly shares: readonly Share[];
  /** Goods that each present suspicion rests on. */
  readonly goods: readonly Set<number>[];
  /** Last prices of each good, newest last. */
  readonly past: Map<number, number[]>;
}

/** The same shares over all reporters, and how far each commodity moves when it moves, log. */
export interface PeerRegularity {
  readonly shares: readonly Share[];
  readonly size: Map<number, number>;
}

const PERIODS = [2, 3, 4, 5, 6, 7] as const;
const STEP_TEST = PERIODS.length;
const SMALL_TEST = PERIODS.length + 1;
const TESTS = PERIODS.length + 2;
const LIMIT = 21;
const CEILING = 30;
const MADE_UP = 0.95;
const LEAST = 0.08;
const MOST = 0.75;
/** A move below this share of what peers usually move is small. */
const SMALL = 0.2;
/** One good may have its rhythm; a reporter makes prices up when several of his have it. */
const FEWEST_GOODS = 3;

export function newRegularity(): Regularity {
  const each = { length: TESTS };
  return {
    ratios: Array.from(each, newRatio),
    shares: shares(20),
    goods: Array.from(each, () => new Set<number>()),
    past: new Map(),
  };
}

export function newPeerRegularity(): PeerRegularity {
  return { shares: shares(200), size: new Map() };
}

const shares = (weight: number) =>
  Array.from({ length: TESTS }, (_x, i) => newShare(i === SMALL_TEST ? 0.3 : 0.12, weight));

/** Takes in one price a day and good. @param key of the good at its market */
export function compareRegularity(
  own: Regularity,
  peers: PeerRegularity,
  key: number,
  commodityId: number,
  price: number,
  day: number,
): void {
  const past = own.past.get(key) ?? [];
  const before = past.at(-1);
  if (before !== undefined && before !== price) {
    PERIODS.forEach((period, i) => {
      const then = past.at(-period);
      if (then !== undefined) test(own, peers, i, key, then === price, day);
    });
    const earlier = past.at(-2);
    if (earlier !== undefined) test(own, peers, STEP_TEST, key, price - before === before - earlier, day);
    const size = Math.abs(Math.log(price / before));
    const usual = peers.size.get(commodityId) ?? size;
    test(own, peers, SMALL_TEST, key, size < SMALL * usual, day);
    peers.size.set(commodityId, usual + 0.01 * (Math.min(size, 4 * usual) - usual));
  }
  past.push(price);
  if (past.length > PERIODS.length + 1) past.shift();
  own.past.set(key, past);
}

function test(
  own: Regularity,
  peers: PeerRegularity,
  i: number,
  key: number,
  hit: boolean,
  day: number,
): void {
  const ratio = own.ratios[i] as Ratio;
  const [mine, theirs] = [own.shares[i] as Share, peers.shares[i] as Share];
  const usual = Math.min(MOST, Math.max(LEAST, shareOf(mine), shareOf(theirs)));
  weigh(ratio, day, hit, MADE_UP, usual, CEILING);
  const goods = own.goods[i] as Set<number>;
  if (ratio.value === 0) goods.clear();
  else if (hit) goods.add(key);
  if (ratio.value >= LIMIT / 2) return;
  note(mine, hit);
  note(theirs, hit);
}

export function foundRegular({ ratios, goods }: Regularity): Accusation | null {
  let found: Accusation | null = null;
  ratios.forEach(({ value, since }, i) => {
    if (value < LIMIT || (goods[i]?.size ?? 0) < FEWEST_GOODS) return;
    if (value > (found?.strength ?? 0)) found = { kind: 'regular', since, strength: value };
  });
  return found;
}
