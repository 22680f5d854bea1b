import type { Accusation } from './accusation';

/**
 * `digit_heaping`: the last digits of a reporter's new prices against those of his peers for the same goods.
 * Pearson's test over blocks of 24 new prices, each block tested once at `LEVEL`; the statistic is divided by the
 * dispersion that blocks usually show, the peers' or his own, whichever is larger (quasi-likelihood).
 */
export interface Digits {
  readonly seen: Float64Array;
  readonly expected: Float64Array;
  n: number;
  /** First day of the block. */
  from: number;
  /** Own mean dispersion over blocks, and their number. */
  own: number;
  blocks: number;
  found: Accusation | null;
}

/** What peers' prices end with, by commodity, and how far their blocks scatter. */
export interface PeerDigits {
  readonly byItem: Map<number, Float64Array>;
  dispersion: number;
}

/** Chance that an honest block is accused. */
export const LEVEL = 1e-4;
const BLOCK = 24;
/** Fifties of the last three digits, and everything else. */
const CELLS = 21;
/** New prices of peers before a commodity may be compared. */
const ENOUGH = 60;
const FADE = 4_000;

export function newDigits(): Digits {
  const [seen, expected] = [new Float64Array(CELLS), new Float64Array(CELLS)];
  return { seen, expected, n: 0, from: 0, own: 1, blocks: 0, found: null };
}

export function newPeerDigits(): PeerDigits {
  return { byItem: new Map(), dispersion: 2 };
}

function cellOf(price: number): number {
  const rest = Math.round(price) % 1000;
  return rest % 50 === 0 ? rest / 50 : CELLS - 1;
}

/** Takes in one price that differs from the one before. */
export function compareDigits(
  own: Digits,
  peers: PeerDigits,
  commodityId: number,
  price: number,
  day: number,
): void {
  let pool = peers.byItem.get(commodityId);
  if (pool === undefined) {
    pool = new Float64Array(CELLS + 1);
    peers.byItem.set(commodityId, pool);
  }
  const cell = cellOf(price);
  const total = pool[CELLS] as number;
  if (total >= ENOUGH) {
    if (own.n === 0) own.from = day;
    own.n++;
    own.seen[cell] = (own.seen[cell] as number) + 1;
    for (let i = 0; i < CELLS; i++)
      own.expected[i] = (own.expected[i] as number) + ((pool[i] as number) + 0.5) / (total + CELLS / 2);
    if (own.n === BLOCK) closeBlock(own, peers);
  }
  if (own.found !== null) return;
  pool[cell] = (pool[cell] as number) + 1;
  pool[CELLS] = total + 1;
  if (total >= FADE) for (let i = 0; i <= CELLS; i++) pool[i] = (pool[i] as number) / 2;
}

function closeBlock(own: Digits, peers: PeerDigits): void {
  const { statistic, freedom } = pearson(own.seen, own.expected);
  const scatter = statistic / freedom;
  const usual = Math.max(1, peers.dispersion, own.blocks >= 3 ? own.own : 1);
  const chance = upperTail(statistic / usual, freedom);
  const guilty = chance < LEVEL;
  own.found = guilty
    ? { kind: 'digit_heaping', since: own.from, strength: Math.min(99, -Math.log(Math.max(chance, 1e-43))) }
    : null;
  if (!guilty) {
    own.blocks++;
    own.own += (scatter - own.own) / Math.min(own.blocks, 10);
    peers.dispersion += 0.01 * (Math.min(scatter, 2 * peers.dispersion) - peers.dispersion);
  }
  own.seen.fill(0);
  own.expected.fill(0);
  own.n = 0;
}

/** Cells that expect less than one price are counted together. */
function pearson(seen: Float64Array, expected: Float64Array): { statistic: number; freedom: number } {
  let statistic = 0;
  let freedom = -1;
  let [rareSeen, rare] = [0, 0];
  for (let i = 0; i < CELLS; i++) {
    const e = expected[i] as number;
    if (e < 1) {
      rareSeen += seen[i] as number;
      rare += e;
      continue;
    }
    statistic += ((seen[i] as number) - e) ** 2 / e;
    freedom++;
  }
  if (rare > 0.2) {
    statistic += (rareSeen - rare) ** 2 / rare;
    freedom++;
  }
  return { statistic, freedom: Math.max(1, freedom) };
}

/** Upper tail of chi-squared (Wilson and Hilferty 1931), by a tail of the normal (Börjesson and Sundberg 1979). */
function upperTail(x: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  const z = ((x / freedom) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread);
  if (z <= 0) return 0.5;
  const height = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return height / (0.661 * z + 0.339 * Math.sqrt(z * z + 5.51));
}
