import type { Accusation, Move } from './accusation';
import { newRatio, newShare, note, type Ratio, type Share, shareOf, weigh } from './ratio';

/**
 * `twins`: two goods that always move by the same factor at one reporter. How often a pair does so elsewhere is
 * learnt from all reporters, so that rice of two grades accuses nobody.
 */
export type Twins = Map<number, Pair>;
export type PairShares = Map<number, Share>;

interface Pair {
  readonly ratio: Ratio;
  /** Prices of both goods from which moves are counted, until one has moved by more than rounding explains. */
  first: number;
  second: number;
}

const LIMIT = 13;
const CEILING = 23;
const ALIKE = 0.92;
const LEAST = 0.04;
const MOST = 0.7;
/** A change below this is standing still, log. */
export const STILL = 0.002;
/** Prices are told in steps; half a step of this many rupiah, before and after, is no difference. */
const STEP = 50;
const COMMODITIES = 65_536;

/** How far two changes may lie apart that are one: what rounding the prices before and after can do, log. */
export function slack(one: number, other: number): number {
  return 0.0005 + (STEP / 2) * (1 / one + 1 / other);
}

/** Goods of one reporter that are compared pair by pair. */
const MOST_GOODS = 16;

/** Compares every two goods of a reporter's day of which at least one has moved by more than rounding explains. */
export function compareTwins(own: Twins, pairs: PairShares, moves: readonly Move[], day: number): void {
  const goods = moves.slice(0, MOST_GOODS);
  for (const a of goods) {
    for (const b of goods) {
      if (a.commodityId >= b.commodityId) continue;
      const key = a.commodityId * COMMODITIES + b.commodityId;
      const pair = own.get(key);
      if (pair === undefined) own.set(key, { ratio: newRatio(), first: a.price, second: b.price });
      else compare(pair, shareFor(pairs, key), a.price, b.price, day);
    }
  }
}

function shareFor(pairs: PairShares, key: number): Share {
  const share = pairs.get(key) ?? newShare(0.1, 10);
  pairs.set(key, share);
  return share;
}

function compare(pair: Pair, share: Share, a: number, b: number, day: number): void {
  const room = slack(a, b);
  const [one, other] = [Math.log(a / pair.first), Math.log(b / pair.second)];
  if (Math.max(Math.abs(one), Math.abs(other)) <= 2 * room) return;
  const alike = Math.abs(one - other) <= room;
  pair.first = a;
  pair.second = b;
  const usual = Math.min(MOST, Math.max(LEAST, 1.5 * shareOf(share)));
  weigh(pair.ratio, day, alike, ALIKE, usual, CEILING);
  if (pair.ratio.value < LIMIT / 2) note(share, alike);
}

export function foundTwins(own: Twins): Accusation | null {
  let found: Accusation | null = null;
  for (const [key, { ratio }] of own) {
    if (ratio.value < LIMIT || ratio.value <= (found?.strength ?? 0)) continue;
    const items = [Math.floor(key / COMMODITIES), key % COMMODITIES] as const;
    found = { kind: 'twins', since: ratio.since, strength: ratio.value, items };
  }
  return found;
}
