import type { DetectorResult } from '@/lib/market/verdict';
import { compact } from './decide';
import { drift } from './detectors';
import { beyond, type Expectation, expectOwn } from './expect';
import { type JudgeMemory, trackOf } from './memory';
import { movement } from './movement';
import { seconds } from './peers';
import type { HeldPrice } from './report';
import type { JudgeRules } from './rules';
import { at } from './series';
import type { Track } from './track';

/** Time within which later evidence decides about a held price, ms. */
export const SETTLE_WITHIN = 72 * 3_600_000;

/** What later evidence makes of a held price. */
export interface Settlement {
  readonly lane: 'accepted' | 'quarantined';
  /** `peers_confirm`, `own_reports_confirm`, `uncontradicted`, `contradicted`, `unconfirmed`. */
  readonly reason: string;
  /** What was looked at: the price against all that the peers did since, and this market's later reports. */
  readonly detectors: readonly DetectorResult[];
}

/**
 * Looks again at a held price with all that has arrived since.
 * @param now ms; at `receivedAt` + 72 h every price is decided
 * @returns `null` while it should wait. The caller absorbs an accepted price and releases it either way.
 */
export function settle(
  held: HeldPrice,
  memory: JudgeMemory,
  now: number,
  rules: JudgeRules,
): Settlement | null {
  const track = trackOf(memory, held.marketId, held.commodityId);
  if (track === undefined) return null;
  const log = Math.log(held.price);
  const expected = expectOwn(track, held.day);
  const due = now - held.receivedAt >= SETTLE_WITHIN;
  const later = laterPrices(track, held);
  if (expected === null) return settleFirst(log, later, due);
  const until = later.at(-1)?.day ?? held.day;
  const z = gapWithPeersUntil(track, expected, held.day, log, until);
  const limit = rules.provisional * STILL_FAR;
  const gap = testimony('neighbours', z, limit, expected.peers);
  if (gap.vote) return settleJump(held, track, expected, later, due, gap, rules);
  const drifted = drift(expected, track, log, rules);
  const leaning = drifted.value >= rules.driftProvisional * STILL_FAR;
  if (leaning) return settleDrift(track, later.at(-1), due, gap, rules);
  const wander = testimony('drift', drifted.value, rules.driftProvisional * STILL_FAR, drifted.window);
  return { lane: 'accepted', reason: 'peers_confirm', detectors: [gap, wander] };
}

/** A price still stands apart from this share of the limit on that made it wait. */
const STILL_FAR = 0.9;

function testimony(name: string, value: number, limit: number, window: number): DetectorResult {
  return compact({ name, value, limit, vote: value >= limit, window });
}

/** A jump that so many markets claim at once is news; a handful that agree may be a plot. */
const WAVE_MARKETS = 5;
const WAVE_SHARE = 0.4;

function wave(held: HeldPrice, { nation }: Track, jump: number): DetectorResult {
  const others = seconds(nation, { marketId: held.marketId, day: held.day, jump });
  const needed = Math.max(WAVE_MARKETS, WAVE_SHARE * (nation.members - 1));
  return testimony('claims', others, needed, nation.members);
}

function settleFirst(log: number, later: readonly Later[], due: boolean): Settlement | null {
  const near = later.filter((l) => Math.abs(l.log - log) < FIRST_PRICE_NEAR).length;
  const own = testimony('own_reports', near, 2, later.length);
  if (own.vote) return { lane: 'accepted', reason: 'own_reports_confirm', detectors: [own] };
  return due ? { lane: 'quarantined', reason: 'unconfirmed', detectors: [own] } : null;
}

function settleJump(
  held: HeldPrice,
  track: Track,
  expected: Expectation,
  later: readonly Later[],
  due: boolean,
  gap: DetectorResult,
  rules: JudgeRules,
): Settlement | null {
  const log = Math.log(held.price);
  const jump = beyond(expected, log);
  const claims = wave(held, track, jump);
  if (claims.vote) return { lane: 'accepted', reason: 'peers_confirm', detectors: [gap, claims] };
  const near = later.filter((l) => stays(track, expected, held.day, log, l, jump)).length;
  const opposed = gap.value >= rules.contradicted && expected.peers >= PEERS_TO_OPPOSE;
  const needed = held.lane === 'provisional' ? 1 : due ? Math.max(1, later.length) : 2;
  const own = testimony('own_reports', near, needed, later.length);
  const detectors = [gap, claims, own];
  if (own.vote && !opposed) return { lane: 'accepted', reason: 'own_reports_confirm', detectors };
  if (!due) return null;
  if (held.lane === 'quarantined') return { lane: 'quarantined', reason: 'unconfirmed', detectors };
  return later.length > 0 && gap.value >= rules.quarantine * rules.demotion
    ? { lane: 'quarantined', reason: 'contradicted', detectors }
    : { lane: 'accepted', reason: 'uncontradicted', detectors };
}

/** A drift that went on until it is plain is contradicted by its peers; one that stopped was a local move. */
function settleDrift(
  track: Track,
  last: Later | undefined,
  due: boolean,
  gap: DetectorResult,
  rules: JudgeRules,
): Settlement | null {
  if (!due) return null;
  if (last === undefined) return { lane: 'quarantined', reason: 'unconfirmed', detectors: [gap] };
  const then = expectOwn(track, last.day);
  const value = then === null ? 0 : drift(then, track, last.log, rules).value;
  const wander = testimony('drift', value, rules.driftQuarantine * rules.demotion, then?.peers ?? 0);
  const detectors = [gap, wander];
  return wander.vote
    ? { lane: 'quarantined', reason: 'contradicted', detectors }
    : { lane: 'accepted', reason: 'uncontradicted', detectors };
}

/** Other markets that must have been seen before their calm speaks against a market's own reports. */
const PEERS_TO_OPPOSE = 3;
/** Log distance within which later reports repeat a first price. */
const FIRST_PRICE_NEAR = 0.1;

interface Later {
  readonly day: number;
  readonly log: number;
}

/** This market's newer prices, one a day, within four days; held ones count as claims. */
function laterPrices(track: Track, held: HeldPrice): Later[] {
  const byDay = new Map<number, number>();
  for (const h of track.held) if (h.day > held.day) byDay.set(h.day, Math.log(h.price));
  for (let i = track.series.size - 1; i >= 0 && at(track.series.days, i) > held.day; i--) {
    byDay.set(at(track.series.days, i), Math.log(at(track.series.prices, i)));
  }
  return [...byDay]
    .filter(([day]) => day <= held.day + 4)
    .sort((a, b) => a[0] - b[0])
    .map(([day, log]) => ({ day, log }));
}

/** Deviations left when the peers' movement up to a later day may explain the price as well. */
function gapWithPeersUntil(
  track: Track,
  expected: Expectation,
  day: number,
  log: number,
  until: number,
): number {
  let least = Math.abs(beyond(expected, log));
  for (let d = day + 1; d <= Math.min(until, day + 3); d++) {
    const moved = movement(track, expected.weights, day - expected.days, d, {
      from: expected.lastLog,
      sameDay: null,
    });
    const low = Math.min(expected.low, expected.lastLog + moved.full);
    const high = Math.max(expected.high, expected.lastLog + moved.full);
    least = Math.min(least, Math.abs(beyond({ low, high }, log)));
  }
  return least / expected.deviation;
}

/** True when a later price kept most of the jump, net of what the peers did in between (or, without peers, went on). */
function stays(
  track: Track,
  expected: Expectation,
  day: number,
  log: number,
  later: Later,
  jump: number,
): boolean {
  const moved = movement(track, expected.weights, day, later.day, { from: log, sameDay: null });
  const low = log + Math.min(0, moved.full);
  const high = log + Math.max(0, moved.full);
  const off = beyond({ low, high }, later.log);
  const further = off * jump > 0 && expected.peers < PEERS_TO_OPPOSE;
  return further || Math.abs(off) <= Math.max(expected.deviation, 0.4 * Math.abs(jump));
}
