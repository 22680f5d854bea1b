import type { PriceFrame, PriceUpdate } from '@/lib/live/events';

/*
 * Following the ledger without losing or repeating a price, whatever order frames and refills come in.
 * Positions are ledger sizes: a frame `[from, to)` carries the updates with `from <= seq < to`.
 */

/** `GET /api/public/updates?after=` as JSON: a frame that may end before the head. */
export interface UpdatesPage {
  readonly from: number;
  readonly to: number;
  readonly updates: readonly PriceUpdate[];
  readonly more: boolean;
}

type Stretch = Pick<PriceFrame, 'from' | 'to' | 'updates'>;

export interface FollowState {
  /** Every update below this position has been handed on, or is inside the snapshot. */
  readonly cursor: number;
  /** Furthest position heard of. */
  readonly head: number;
  /** Frames that wait for a gap to close, by `from`. */
  readonly ahead: readonly Stretch[];
  /** A refill or snapshot has been asked for and has not come back. */
  readonly asking: boolean;
  /** Answers in a row that moved nothing; the pause before the next question grows with it. */
  readonly attempt: number;
  /** Refill pages read in a row; past a few, one snapshot is cheaper than the rest. */
  readonly pages: number;
  readonly connected: boolean;
}

export type FollowEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'frame'; readonly frame: Stretch }
  | { readonly type: 'refilled'; readonly page: UpdatesPage }
  | { readonly type: 'snapshot'; readonly seq: number }
  | { readonly type: 'failed' };

export type FollowEffect =
  /** In rising order of `seq`, each update once. */
  | { readonly type: 'deliver'; readonly updates: readonly PriceUpdate[] }
  | { readonly type: 'refill'; readonly after: number; readonly attempt: number }
  /** The page must fetch its figures anew and report their `seq`. */
  | { readonly type: 'snapshot'; readonly attempt: number };

export interface FollowStep {
  readonly state: FollowState;
  readonly effects: readonly FollowEffect[];
}

const AHEAD_AT_MOST = 64;
const PAGES_AT_MOST = 5;
const FAR_BEHIND = 5_000;

export function startFollowing(cursor: number): FollowState {
  return { cursor, head: cursor, ahead: [], asking: false, attempt: 0, pages: 0, connected: false };
}

/** Nothing that was heard of is missing. */
export function caughtUp(state: FollowState): boolean {
  return state.connected && !state.asking && state.cursor >= state.head;
}

export function follow(state: FollowState, event: FollowEvent): FollowStep {
  switch (event.type) {
    case 'connected': {
      const up = { ...state, connected: true, attempt: 0, pages: 0 };
      return state.asking ? { state: up, effects: [] } : ask(up, []);
    }
    case 'disconnected':
      return { state: { ...state, connected: false }, effects: [] };
    case 'frame':
      return onFrame(state, event.frame);
    case 'refilled':
      return onRefill(state, event.page);
    case 'snapshot':
      return onSnapshot(state, event.seq);
    case 'failed':
      return retry(state);
  }
}

function onFrame(state: FollowState, frame: Stretch): FollowStep {
  if (frame.to <= state.cursor) return { state, effects: [] };
  const heard = { ...state, head: Math.max(state.head, frame.to) };
  if (frame.from <= state.cursor) return absorb(heard, frame);
  const held = { ...heard, ahead: hold(heard.ahead, frame) };
  return state.asking || !state.connected ? { state: held, effects: [] } : ask(held, []);
}

function onRefill(state: FollowState, page: UpdatesPage): FollowStep {
  const answered = { ...state, asking: false };
  if (page.to < page.from) return askSnapshot({ ...answered, cursor: 0, head: 0, ahead: [] });
  const { state: next, effects } = absorb({ ...answered, head: Math.max(state.head, page.to) }, page);
  const moved = next.cursor > state.cursor;
  const counted = { ...next, pages: state.pages + 1, attempt: moved ? 0 : state.attempt + 1 };
  if (page.more || counted.cursor < counted.head) return ask(counted, effects);
  return { state: { ...counted, attempt: 0, pages: 0 }, effects };
}

function onSnapshot(state: FollowState, seq: number): FollowStep {
  if (seq < state.cursor) return retry(state);
  const fresh = {
    ...state,
    cursor: seq,
    head: Math.max(seq, state.head),
    asking: false,
    pages: 0,
    attempt: 0,
  };
  const { state: next, effects } = drain(fresh, []);
  return next.cursor < next.head && next.connected ? ask(next, effects) : { state: next, effects };
}

function retry(state: FollowState): FollowStep {
  const answered = { ...state, asking: false, attempt: state.attempt + 1 };
  return state.connected ? ask(answered, []) : { state: answered, effects: [] };
}

/** Hands on what is new in a stretch that touches the cursor, then whatever waited behind it. */
function absorb(state: FollowState, stretch: Stretch): FollowStep {
  if (stretch.from > state.cursor || stretch.to <= state.cursor) return { state, effects: [] };
  const fresh = stretch.updates.filter((u) => u.seq >= state.cursor);
  return drain({ ...state, cursor: stretch.to }, fresh);
}

function drain(state: FollowState, first: readonly PriceUpdate[]): FollowStep {
  const updates = [...first];
  let cursor = state.cursor;
  const ahead: Stretch[] = [];
  for (const frame of state.ahead) {
    if (frame.to <= cursor) continue;
    if (frame.from > cursor) {
      ahead.push(frame);
      continue;
    }
    const since = cursor;
    updates.push(...frame.updates.filter((u) => u.seq >= since));
    cursor = frame.to;
  }
  const effects: FollowEffect[] = updates.length > 0 ? [{ type: 'deliver', updates }] : [];
  return { state: { ...state, cursor, ahead }, effects };
}

/** Keeps the nearest frames; what falls off the end is fetched by a refill, since `head` remembers it. */
function hold(ahead: readonly Stretch[], frame: Stretch): readonly Stretch[] {
  return [...ahead, frame].sort((a, b) => a.from - b.from || a.to - b.to).slice(0, AHEAD_AT_MOST);
}

function ask(state: FollowState, before: readonly FollowEffect[]): FollowStep {
  if (state.pages >= PAGES_AT_MOST || state.head - state.cursor > FAR_BEHIND) {
    const { state: next, effects } = askSnapshot(state);
    return { state: next, effects: [...before, ...effects] };
  }
  const refill = { type: 'refill', after: state.cursor, attempt: state.attempt } as const;
  return { state: { ...state, asking: true }, effects: [...before, refill] };
}

function askSnapshot(state: FollowState): FollowStep {
  return { state: { ...state, asking: true }, effects: [{ type: 'snapshot', attempt: state.attempt }] };
}
