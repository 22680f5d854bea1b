import { factorOf } from './calibration';
import { deviationOf, type Habit, type Residual, stepOf } from './habit';
import { movement, pastMovement } from './movement';
import type { PeerGroup } from './peers';
import { at, indexOnOrBefore } from './series';
import type { Track } from './track';
import { widening } from './unrest';
import type { ClassWeights } from './weights';

/** Variance that each further day of silence adds, as a share of the first day's. */
const SILENCE = 0.35;
/** Share of the last surprise that may be taken back without suspicion. */
const RETURN = 0.8;

/** What a price should be after what its market and the others did, in natural logarithms of Rp. */
export interface Expectation {
  /** Most likely. */
  readonly log: number;
  /** Between these nothing is surprising: peers followed fully or not at all, a surprise taken back or not. */
  readonly low: number;
  readonly high: number;
  /** One deviation beyond `low` and `high`. */
  readonly deviation: number;
  /** How much wider than usual it is because of what other markets did on the day. */
  readonly unrest: number;
  readonly lastLog: number;
  /** Mean log price ten to twelve days before, and what the peers did since; `null` when it is not known. */
  readonly origin: { readonly log: number; readonly moved: number } | null;
  /** Days since the last price, at least 1. */
  readonly days: number;
  /** Other markets of the nation that had reported for the day. */
  readonly peers: number;
  readonly habit: Habit;
  readonly weights: ClassWeights;
}

/** @returns `null` when the market has no price before that day */
export function expectOwn(track: Track, day: number): Expectation | null {
  const { series, weights } = track;
  const i = indexOnOrBefore(series, day - 1);
  if (i < 0) return null;
  const since = at(series.days, i);
  const lastLog = Math.log(at(series.prices, i));
  const hasDay = i + 1 < series.size && at(series.days, i + 1) === day;
  const sameDay = hasDay ? Math.log(at(series.prices, i + 1)) : null;
  const habit = i === series.size - 1 ? track.open : track.closed;
  const days = day - since;
  const moved = movement(track, weights, since, day, { from: lastLog, sameDay });
  const step = stepOf(habit, weights);
  const fade = 1 / days;
  const back = -RETURN * habit.surprise * fade;
  const { nation } = track;
  const stirred = track.stirDay === day ? track.stir : 0;
  const today = day === nation.today;
  const unrest = today ? widening(nation.unrest, stirred, weights.unrest) : 1;
  const seen = today ? nation.unrest.markets - (stirred > 0 ? 1 : 0) : 0;
  const bounded = Math.max(-3 * habit.slow, Math.min(3 * habit.slow, habit.surprise));
  return {
    log: lastLog + moved.expected - weights.reversion * bounded * fade,
    low: lastLog + Math.min(0, moved.full) + Math.min(0, back) - step,
    high: lastLog + Math.max(0, moved.full) + Math.max(0, back) + step,
    unrest,
    deviation:
      unrest *
      (1 + weights.alone / (1 + seen)) *
      factorOf(track.calibration, track.volatility, days) *
      deviationOf(habit, weights) *
      Math.sqrt(1 + SILENCE * (Math.min(days, 60) - 1)),
    lastLog,
    origin: originOf(track, day, since, moved.full),
    days,
    peers: moved.peers,
    habit,
    weights,
  };
}

const ORIGIN_DAYS = [10, 11, 12] as const;
/** A price this much older than asked for no longer stands for its day. */
const ORIGIN_SLACK = 4;

function originOf(track: Track, day: number, since: number, today: number): Expectation['origin'] {
  const { series } = track;
  let log = 0;
  let moved = today;
  for (const age of ORIGIN_DAYS) {
    const i = indexOnOrBefore(series, day - age);
    if (i < 0 || at(series.days, i) < Math.max(day - age - ORIGIN_SLACK, track.jumpDay)) return null;
    log += Math.log(at(series.prices, i)) / ORIGIN_DAYS.length;
    moved += pastMovement(track, at(series.days, i), since) / ORIGIN_DAYS.length;
  }
  return { log, moved };
}

/** Log distance from ten days ago beyond what the peers did or did not do; `null` without such a price. */
export function wandered(expected: Pick<Expectation, 'origin'>, log: number): number | null {
  const { origin } = expected;
  if (origin === null) return null;
  const low = origin.log + Math.min(0, origin.moved);
  return beyond({ low, high: origin.log + Math.max(0, origin.moved) }, log);
}

/** Added to every ten days' wandering, log. */
const WANDER_FLOOR = 0.018;

/** Deviation of ten days' wandering, log; wider on a day on which many markets surprise. */
export function wanderOf({ habit, unrest }: Expectation): number {
  return Math.max(1, unrest) * (habit.wander + WANDER_FLOOR);
}

/** How far a log price lies from the expectation; 0 inside the unsurprising range. */
export function beyond(expected: Pick<Expectation, 'low' | 'high'>, log: number): number {
  if (log > expected.high) return log - expected.high;
  return log < expected.low ? log - expected.low : 0;
}

/** The news in a price that is about to be taken in. */
export function newsOf(expected: Expectation, log: number): Residual {
  return {
    change: log - expected.lastLog,
    surprise: log - expected.log,
    tenDays: wandered(expected, log),
  };
}

/** What is known of a first price. */
export interface Level {
  readonly log: number;
  readonly deviation: number;
  readonly peers: number;
}

/** Spread of levels between markets of one commodity where few are known (5–26 % between provinces). */
const LEVEL_SPREAD = 0.25;
const LEVEL_FLOOR = 0.12;
/** Spread around a typical price that may be years old. */
const TYPICAL_SPREAD = 0.45;

/** The level that other markets imply, the nearest group of at least three first; else a typical price. */
export function expectLevel(
  groups: readonly (PeerGroup | undefined)[],
  typicalPrice: number | null,
): Level | null {
  const known = groups.filter((g) => g !== undefined && g.members > 0) as PeerGroup[];
  const group = known.find((g) => g.members >= 3) ?? known.at(-1);
  if (group !== undefined) {
    const log = group.levels / group.members;
    const variance = Math.max(0, group.squares / group.members - log * log);
    const weight = group.members / (group.members + 8);
    const deviation = Math.sqrt(weight * variance + (1 - weight) * LEVEL_SPREAD ** 2);
    return { log, deviation: Math.max(deviation, LEVEL_FLOOR), peers: group.members };
  }
  if (typicalPrice === null) return null;
  return { log: Math.log(typicalPrice), deviation: TYPICAL_SPREAD, peers: 0 };
}
