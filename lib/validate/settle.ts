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
  if (z >= rules.provisional * 0.9) return settleJump(held, track, expected, later, due, z, rules);
  const leaning = drift(expected, track, log, rules).value >= rules.driftProvisional * 0.9;
  return leaning
    ? settleDrift(track, later.at(-1), due, rules)
    : { lane: 'accepted', reason: 'peers_confirm' };
}

/** A jump that so many markets claim at once is news; a handful that agree may be a plot. */
const WAVE_MARKETS = 5;
const WAVE_SHARE = 0.4;

function wave(held: HeldPrice, { nation }: Track, jump: number): boolean {
  const others = seconds(nation, { marketId: held.marketId, day: held.day, jump });
  return others >= WAVE_MARKETS && others >= WAVE_SHARE * (nation.members - 1);
}

function settleFirst(log: number, later: readonly Later[], due: boolean): Settlement | null {
  const near = later.filter((l) => Math.abs(l.log - log) < FIRST_PRICE_NEAR).length;
  if (near >= 2) return { lane: 'accepted', reason: 'own_reports_confirm' };
  return due ? { lane: 'quarantined', reason: 'unconfirmed' } : null;
}

function settleJump(
  held: HeldPrice,
  track: Track,
  expected: Expectation,
  later: readonly Later[],
  due: boolean,
  z: number,
  rules: JudgeRules,
): Settlement | null {
  const log = Math.log(held.price);
  const jump = beyond(expected, log);
  if (wave(held, track, jump)) return { lane: 'accepted', reason: 'peers_confirm' };
  const near = later.filter((l) => stays(track, expected, held.day, log, l, jump)).length;
  const opposed = z >= rules.contradicted && expected.peers >= PEERS_TO_OPPOSE;
  const needed = held.lane === 'provisional' ? 1 : due ? later.length : 2;
  if (near > 0 && near >= needed && !opposed) return { lane: 'accepted', reason: 'own_reports_confirm' };
  if (!due) return null;
  if (held.lane === 'quarantined') return { lane: 'quarantined', reason: 'unconfirmed' };
  return later.length > 0 && z >= rules.quarantine * rules.demotion
    ? { lane: 'quarantined', reason: 'contradicted' }
    : { lane: 'accepted', reason: 'uncontradicted' };
}

/** A drift that went on until it is plain is contradicted by its peers; one that stopped was a local move. */
function settleDrift(
  track: Track,
  last: Later | undefined,
  due: boolean,
  rules: JudgeRules,
): Settlement | null {
  if (!due) return null;
  if (last === undefined) return { lane: 'quarantined', reason: 'unconfirmed' };
  const then = expectOwn(track, last.day);
  const plain =
    then !== null && drift(then, track, last.log, rules).value >= rules.driftQuarantine * rules.demotion;
  return plain
    ? { lane: 'quarantined', reason: 'contradicted' }
    : { lane: 'accepted', reason: 'uncontradicted' };
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
