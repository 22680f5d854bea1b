import type { VolatilityClass } from '@/lib/market/commodity';

const BINS = 96;
/** Moves from 0.05 % to 100 %, in logarithmic steps of about 8 %. */
const SMALLEST = 0.0005;
const STEPS_PER_LOG = (BINS - 2) / Math.log(1 / SMALLEST);

/** Past sizes of daily moves of one commodity in one province, as counts. */
export interface Moves {
  readonly counts: Uint32Array;
  total: number;
}

export function createMoves(): Moves {
  return { counts: new Uint32Array(BINS), total: 0 };
}

export function addMove(moves: Moves, size: number, times: 1 | -1): void {
  const bin = binOf(size);
  moves.counts[bin] = (moves.counts[bin] as number) + times;
  moves.total += times;
}

/**
 * Share of past moves smaller than `size`, 0–1 (half of the equal ones count as smaller). A young history
 * leans on the class: figures of the national price panel 2022–2023 (`price-behaviour.csv`).
 *
 * @param days length of the moves; the class's daily figures grow with its square root
 */
export function percentile(moves: Moves, size: number, volatility: VolatilityClass, days = 1): number {
  const bin = binOf(size);
  let below = 0;
  for (let i = 0; i < bin; i++) below += moves.counts[i] as number;
  below += (moves.counts[bin] as number) / 2;
  return (below + PRIOR_DAYS * classShare(size / Math.sqrt(days), volatility)) / (moves.total + PRIOR_DAYS);
}

const PRIOR_DAYS = 30;

/** Median, 95th and 99.5th percentile of absolute daily moves by class. */
const CLASS_MOVES: Readonly<Record<VolatilityClass, readonly [number, number, number]>> = {
  low: [0.003, 0.025, 0.07],
  medium: [0.007, 0.04, 0.085],
  high: [0.018, 0.09, 0.21],
};

function classShare(size: number, volatility: VolatilityClass): number {
  const [median, high, extreme] = CLASS_MOVES[volatility];
  if (size <= median) return (0.5 * size) / median;
  if (size <= high) return 0.5 + 0.45 * (Math.log(size / median) / Math.log(high / median));
  if (size <= extreme) return 0.95 + 0.045 * (Math.log(size / high) / Math.log(extreme / high));
  return 1 - 0.005 * (extreme / size);
}

function binOf(size: number): number {
  if (!(size >= SMALLEST)) return 0;
  return Math.min(BINS - 1, 1 + Math.floor(Math.log(size / SMALLEST) * STEPS_PER_LOG));
}
