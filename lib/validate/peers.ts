import { closeDay, createUnrest, type Unrest } from './unrest';

/** Largest daily log change of one market that moves its group: one market cannot drag the others. */
const PULL = 0.25;

/** Days of movement that a group remembers; a market silent for longer is compared by level. */
const SPAN = 128;

/**
 * How one commodity moved in one group of markets (a province, an island, the nation).
 * `index` is a chain of mean daily log changes: its difference between two days is what the group did.
 */
export interface PeerGroup {
  /** Newest day with a price; NaN before the first. */
  today: number;
  readonly index: Float64Array;
  /** Sum and number of today's changes against the index of the day before. */
  sum: number;
  count: number;
  /** Markets with a price, and the sum and sum of squares of their last log prices. */
  members: number;
  levels: number;
  squares: number;
  readonly unrest: Unrest;
  /** Jumps that were held lately, by market, each its own word; not in the index. */
  readonly claims: Map<number, readonly Claim[]>;
}

/** A held jump of one market, log, beyond what was expected. */
export interface Claim {
  readonly marketId: number;
  readonly day: number;
  readonly jump: number;
  /** What the reporter's word weighs, 0–1; 1 when it is not said. */
  readonly weight?: number;
}

export function createPeerGroup(): PeerGroup {
  return {
    today: Number.NaN,
    index: new Float64Array(SPAN),
    sum: 0,
    count: 0,
    members: 0,
    levels: 0,
    squares: 0,
    unrest: createUnrest(),
    claims: new Map(),
  };
}

/** Index at the end of `day`, with all that is known of it; days before memory equal the oldest known. */
export function indexAt(group: PeerGroup, day: number): number {
  if (Number.isNaN(group.today)) return 0;
  const age = Math.min(Math.max(group.today - day, 0), SPAN - 1);
  const base = group.index[slot(group.today - age)] as number;
  return age === 0 && group.count > 0 ? base + group.sum / group.count : base;
}

/** Index before any price of `today`. */
export function indexBefore(group: PeerGroup): number {
  return Number.isNaN(group.today) ? 0 : (group.index[slot(group.today)] as number);
}

/** Opens a newer day: today's mean change becomes part of the chain. Days in between did not move. */
export function openDay(group: PeerGroup, day: number): void {
  if (Number.isNaN(group.today)) {
    group.today = day;
    return;
  }
  if (day <= group.today) return;
  const closed = indexAt(group, group.today);
  group.index[slot(group.today)] = closed;
  for (let d = Math.max(group.today + 1, day - SPAN + 1); d <= day; d++) group.index[slot(d)] = closed;
  closeDay(group.unrest, day - group.today);
  group.today = day;
  group.sum = 0;
  group.count = 0;
}

/** A market's change of the day as its group feels it: net of the chain before today, and bounded. */
export function pull(group: PeerGroup, from: number, since: number, log: number): number {
  const already = indexBefore(group) - indexAt(group, since);
  return Math.max(-PULL, Math.min(PULL, log - from - already));
}

/** Days for which a claim can second another. */
const CLAIM_DAYS = 3;
/** Both directions of each of those days. */
const CLAIMS_KEPT = 2 * (CLAIM_DAYS + 1);

/** Of a market's claims of one day and direction the largest stands for all: who repeats it says no more. */
export function claim(group: PeerGroup, made: Claim): void {
  const others = [];
  let largest = made;
  for (const c of group.claims.get(made.marketId) ?? []) {
    if (c.day !== made.day || Math.sign(c.jump) !== Math.sign(made.jump)) others.push(c);
    else if (Math.abs(c.jump) > Math.abs(made.jump)) largest = c;
  }
  group.claims.set(made.marketId, [...others.slice(1 - CLAIMS_KEPT), largest]);
}

/** Other markets that claimed at least half of a jump, the same way, on its day or soon after; each by its word's weight. */
export function seconds(group: PeerGroup, made: Claim): number {
  const enough = Math.abs(made.jump) / 2;
  const direction = Math.sign(made.jump);
  const said = (c: Claim) =>
    c.day >= made.day && c.day <= made.day + CLAIM_DAYS && c.jump * direction >= enough;
  let markets = 0;
  for (const [marketId, claims] of group.claims) {
    if (marketId === made.marketId) continue;
    const seconding = claims.find(said);
    if (seconding !== undefined) markets += seconding.weight ?? 1;
  }
  return markets;
}

function slot(day: number): number {
  return ((day % SPAN) + SPAN) % SPAN;
}
