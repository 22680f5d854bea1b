import type { Accusation, Move } from './accusation';
import { newShare, note, type Ratio, type Share, shareOf, weigh } from './ratio';
import { STILL, slack } from './twins';

/** `common_factor`: a whole vector is the one before times a single number, as no market ever moves. */
const LIMIT = 10;
const CEILING = 18;
const SCALED = 0.9;
const LEAST = 0.005;
/** Goods that must have a price, and the share of them that must have moved by the one factor. */
const FEWEST = 4;
const NEARLY_ALL = 0.85;

export function newScaledShare(): Share {
  return newShare(0.005, 400);
}

/** Looks at one day of a reporter; a day on which nothing moved says nothing. */
export function compareFactor(own: Ratio, scaled: Share, moves: readonly Move[], day: number): void {
  if (moves.length < FEWEST) return;
  const sorted = [...moves].sort((a, b) => a.change - b.change);
  const middle = sorted[sorted.length >> 1] as Move;
  if (sorted.every((m) => Math.abs(m.change) < STILL)) return;
  const same = moves.filter((m) => Math.abs(m.change - middle.change) <= slack(m.price, middle.price)).length;
  const hit = Math.abs(middle.change) >= STILL && same >= NEARLY_ALL * moves.length;
  weigh(own, day, hit, SCALED, Math.min(0.5, Math.max(LEAST, shareOf(scaled))), CEILING);
  if (own.value < LIMIT / 2) note(scaled, hit);
}

export function foundFactor({ value, since }: Ratio): Accusation | null {
  return value >= LIMIT ? { kind: 'common_factor', since, strength: value } : null;
}
