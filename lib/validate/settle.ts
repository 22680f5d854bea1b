import type { DetectorResult } from '@/lib/market/verdict';
import { compact } from './decide';
import { drift } from './detectors';
import { doubtOf, MOST_KEPT, MOST_MOVED } from './doubt';
import { beyond, type Expectation, expectOwn } from './expect';
import { IMPOSSIBLE } from './gates';
import { afterwards, type Later, laterPrices, PEERS_TO_OPPOSE, stays } from './later';
import { type JudgeMemory, trackOf } from './memory';
import { movement } from './movement';
import { seconds } from './peers';
import type { HeldPrice } from './report';
import type { JudgeRules } from './rules';
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
  const gap = testimony(
    'neighbours',
    gapSince(track, expected, held, later),
    rules.provisional * STILL_FAR,
    expected.peers,
  );
  const drifted = drift(expected, track, log, rules);
  const look: Look = { held, track, expected, later, due, gap, drift: drifted.value, rules };
  if (gap.vote) return settleJump(look);
  if (drifted.value >= rules.driftProvisional * STILL_FAR) return settleDrift(look);
  const wander = testimony('drift', drifted.value, rules.driftProvisional * STILL_FAR, drifted.window);
  return { lane: 'accepted', reason: 'peers_confirm', detectors: [gap, wander] };
}

/** A held price whose market has a past, with what is known of it by now. */
interface Look {
  readonly held: HeldPrice;
  readonly track: Track;
  readonly expected: Expectation;
  readonly later: readonly Later[];
  readonly due: boolean;
  readonly gap: DetectorResult;
  /** Value of `drift`. */
  readonly drift: number;
  readonly rules: JudgeRules;
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

function settleJump(look: Look): Settlement | null {
  const { held, track, expected, later, due, gap, rules } = look;
  const jump = beyond(expected, Math.log(held.price));
  const claims = wave(held, track, jump);
  if (claims.vote) return { lane: 'accepted', reason: 'peers_confirm', detectors: [gap, claims] };
  const near = later.filter((l) => stays(track, expected, held, l, jump)).length;
  const opposed = gap.value >= rules.contradicted && expected.peers >= PEERS_TO_OPPOSE;
  const needed = held.lane === 'provisional' ? 1 : due ? Math.max(1, later.length) : 2;
  const own = testimony('own_reports', near, needed, later.length);
  const detectors = [gap, claims, own];
  if (own.vote && !opposed) return { lane: 'accepted', reason: 'own_reports_confirm', detectors };
  if (!due) return null;
  return settleDoubt(look, detectors, claims.value, opposed);
}

/** A drift that went on until it is plain is contradicted by its peers; one that stopped may be a local move. */
function settleDrift(look: Look): Settlement | null {
  const { track, later, due, gap, rules } = look;
  if (!due) return null;
  const last = later.at(-1);
  if (last === undefined) return { lane: 'quarantined', reason: 'unconfirmed', detectors: [gap] };
  const then = expectOwn(track, last.day);
  const value = then === null ? 0 : drift(then, track, last.log, rules).value;
  const wander = testimony('drift', value, rules.driftQuarantine * rules.demotion, then?.peers ?? 0);
  const detectors = [gap, wander];
  if (wander.vote) return { lane: 'quarantined', reason: 'contradicted', detectors };
  return settleDoubt(look, detectors, 0);
}

/** At the end of its time a price that nothing confirmed is what its market's later reports make likelier. */
function settleDoubt(
  look: Look,
  seen: readonly DetectorResult[],
  claims: number,
  opposed = false,
): Settlement {
  const { gap, held, track, expected, later, rules } = look;
  const waits = held.lane === 'provisional';
  if (later.length === 0) {
    return waits
      ? { lane: 'accepted', reason: 'uncontradicted', detectors: seen }
      : { lane: 'quarantined', reason: 'unconfirmed', detectors: seen };
  }
  const after = afterwards(track, expected, held, later);
  const step = Math.log(held.price) - expected.log;
  const doubt = doubtOf({
    ...after,
    step,
    gap: gap.value,
    drift: look.drift,
    claims,
    quarantined: !waits,
  });
  const told = testimony('doubt', doubt, rules.doubt, later.length);
  const detectors = [
    ...seen,
    testimony('step', Math.abs(step), IMPOSSIBLE, 1),
    testimony('kept', after.kept, MOST_KEPT, later.length),
    testimony('moved', after.moved, MOST_MOVED, later.length),
    testimony('wandered', look.drift, rules.driftProvisional, expected.peers),
    told,
  ];
  if (!told.vote && !opposed) return { lane: 'accepted', reason: 'uncontradicted', detectors };
  return { lane: 'quarantined', reason: waits ? 'contradicted' : 'unconfirmed', detectors };
}

/** Log distance within which later reports repeat a first price. */
const FIRST_PRICE_NEAR = 0.1;

/** Deviations left when the peers' movement up to the market's last later report may explain the price as well. */
function gapSince(
  track: Track,
  expected: Expectation,
  { day, price }: HeldPrice,
  later: readonly Later[],
): number {
  const log = Math.log(price);
  const until = later.at(-1)?.day ?? day;
  const own = { from: expected.lastLog, sameDay: null };
  let least = Math.abs(beyond(expected, log));
  for (let d = day + 1; d <= Math.min(until, day + 3); d++) {
    const moved = movement(track, expected.weights, day - expected.days, d, own);
    const low = Math.min(expected.low, expected.lastLog + moved.full);
    const high = Math.max(expected.high, expected.lastLog + moved.full);
    least = Math.min(least, Math.abs(beyond({ low, high }, log)));
  }
  return least / expected.deviation;
}
