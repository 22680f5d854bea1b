import type { Board, BoardCommodity, Change } from '@/lib/live/board';

/** Provinces of the country, the whole against which "above the reference in n" is weighed. */
const PROVINCES = 38;
/** Below this a week is called calm. */
const CALM = 0.01;

/** The freshest comparison that says something: the week, else the day. */
export function leadChange(c: BoardCommodity): Change | null {
  return c.changes.week ?? c.changes.day;
}

/**
 * How much a commodity matters today: the size of its week's move, up to doubled by the share of
 * provinces above the reference price. A rise counts in full, a fall half: a rise is what hurts.
 */
export function newsWeight(c: BoardCommodity): number {
  const change = leadChange(c);
  if (c.price === null || change === null) return 0;
  const size = change.ratio > 0 ? change.ratio : -change.ratio / 2;
  return size * (1 + Math.min(1, c.regions_above_reference / PROVINCES));
}

export type News =
  | { readonly kind: 'none' }
  | { readonly kind: 'calm'; readonly since: string }
  | { readonly kind: 'move'; readonly commodity: BoardCommodity; readonly change: Change };

/** What the first sentence of the page tells. */
export function todaysNews(board: Board): News {
  const priced = board.commodities.filter((c) => c.price !== null);
  const top = [...priced].sort((a, b) => newsWeight(b) - newsWeight(a))[0];
  const change = top ? leadChange(top) : null;
  if (!top || !change) return { kind: 'none' };
  if (Math.abs(change.ratio) < CALM) return { kind: 'calm', since: change.since };
  return { kind: 'move', commodity: top, change };
}
