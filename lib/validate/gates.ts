import { at, type Series } from './series';
import type { Track } from './track';

/** Slips of a decimal place or a unit that keyboards and habits produce (per ons = a tenth of a kilogram). */
const SLIPS: readonly number[] = [10, 100, 1000, 0.1, 0.01, 0.001];
/** Half-width around a slip, as a log ratio: a price within a third of ten times the expected one. */
const SLIP_WIDTH = 0.33;
/** No food price moves by this factor at once; beyond it a slip is named, and anything else as impossible. */
export const IMPOSSIBLE = Math.log(4);
/** A device clock may be ahead by this much, ms. */
const CLOCK_AHEAD = 10 * 60_000;

/** Names of the gates that a price fails; each alone quarantines. `ratio` is log(price ÷ expected). */
export function gates(ratio: number | null, observedAt: number, receivedAt: number): string[] {
  const flags: string[] = [];
  if (observedAt > receivedAt + CLOCK_AHEAD) flags.push('clock_ahead');
  if (ratio === null) return flags;
  if (Math.abs(ratio) < IMPOSSIBLE) return flags;
  if (SLIPS.some((slip) => Math.abs(ratio - Math.log(slip)) < SLIP_WIDTH)) flags.push('scale_slip');
  else flags.push('impossible_jump');
  return flags;
}

/** Log distance within which a price is another item's price. */
const SAME_PRICE = 0.004;
/** A mix-up of items that differ by less than this cannot be told from a move, log. */
const MIX_UP = 0.05;

/**
 * True when a suspicious price is, to the rupiah or nearly, the last price of another item of the market.
 * @param gap log distance from the range that surprises nobody
 */
export function swapped(
  log: number,
  gap: number,
  own: Series,
  stall: readonly Pick<Track, 'series'>[],
): boolean {
  if (Math.abs(gap) < MIX_UP) return false;
  return stall.some(({ series }) => {
    if (series === own || series.size === 0) return false;
    return Math.abs(Math.log(at(series.prices, series.size - 1)) - log) < SAME_PRICE;
  });
}
