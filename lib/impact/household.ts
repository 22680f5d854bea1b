import type { VolatilityClass } from '@/lib/market/commodity';
import { addMove, createMoves, type Moves, percentile } from './moves';

const WEEK_DAYS = 7;

/** Past weeks of one commodity in one region. */
export interface PastWeeks {
  readonly moves: Moves;
}

export function createPastWeeks(): PastWeeks {
  return { moves: createMoves() };
}

/** @param real log move of a week, less what all prices rose */
export function addWeek(past: PastWeeks, real: number): void {
  addMove(past.moves, Math.abs(real), 1);
}

/**
 * 0–100: share of the past weeks with a smaller household cost shock, up or down. The weight in the basket is
 * the same in all weeks of a commodity, so that the real change alone decides the rank.
 */
export function weekScore(past: PastWeeks, real: number, volatility: VolatilityClass): number {
  if (real === 0) return 0;
  return Math.round(1000 * percentile(past.moves, Math.abs(real), volatility, WEEK_DAYS)) / 10;
}
