import type { DetectorResult } from '@/lib/market/verdict';
import type { Testimony } from './decide';
import { beyond, type Expectation, type Level, wandered, wanderOf } from './expect';
import type { JudgeRules } from './rules';
import { at, WINDOW_DAYS } from './series';
import type { Spread } from './spread';
import type { Track } from './track';

/** The market's own daily changes, robust z and Tukey fences: witnesses that never decide alone. */
export function ownMoves(
  expected: Expectation,
  spread: Spread,
  log: number,
  rules: JudgeRules,
): DetectorResult[] {
  const ready = spread.count >= rules.minimumChanges;
  const change = (log - expected.lastLog) / Math.sqrt(expected.days);
  const floor = Math.max(expected.weights.floor, expected.deviation / 2);
  const z = Math.abs(change - spread.median) / Math.max(spread.deviation, floor);
  const range = Math.max(spread.upperQuartile - spread.lowerQuartile, 1.35 * floor);
  const outside = Math.max(change - spread.upperQuartile, spread.lowerQuartile - change, 0) / range;
  const window = spread.count;
  return [
    { name: 'z_score', value: z, limit: rules.zLimit, vote: ready && z >= rules.zLimit, window },
    {
      name: 'iqr',
      value: outside,
      limit: rules.iqrFactor,
      vote: ready && outside >= rules.iqrFactor,
      window,
    },
  ];
}

/** What is left of the change after own habit and all that the other markets did. */
export function neighbours(expected: Expectation, log: number, rules: JudgeRules): Testimony {
  const value = Math.abs(beyond(expected, log)) / expected.deviation;
  return {
    name: 'neighbours',
    value,
    limit: rules.provisional,
    sure: rules.quarantine,
    vote: value >= rules.provisional,
    window: expected.peers,
  };
}

/**
 * Many small steps in one direction that the peers do not make. Silent while the price moves back,
 * and faint where few peers can tell a drift from a trend.
 */
export function drift(expected: Expectation, track: Track, log: number, rules: JudgeRules): Testimony {
  const distance = wandered(expected, log) ?? 0;
  const onward = distance * (log - expected.lastLog) > 0;
  const value = onward ? (heard(expected) * Math.abs(distance)) / wanderOf(expected) : 0;
  const size = Math.min(track.series.size, WINDOW_DAYS);
  return {
    name: 'drift',
    value,
    limit: rules.driftProvisional,
    sure: rules.driftQuarantine,
    vote: value >= rules.driftProvisional,
    window: size > 0 ? Math.min(10, at(track.series.days, size - 1) - at(track.series.days, 0)) : 0,
  };
}

function heard({ peers }: Expectation): number {
  return peers <= 0 ? 0 : peers / (peers + 1);
}

/** Log prices between which `drift` is silent: not further from the peers than its limit, or moving back. */
export function driftReach(expected: Expectation, rules: JudgeRules): { low: number; high: number } {
  const { origin, lastLog } = expected;
  const trust = heard(expected);
  if (origin === null || trust === 0)
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const reach = (rules.driftProvisional * wanderOf(expected)) / trust;
  return {
    low: Math.min(lastLog, origin.log + Math.min(0, origin.moved) - reach),
    high: Math.max(lastLog, origin.log + Math.max(0, origin.moved) + reach),
  };
}

/** A first price against the level that other markets (or the catalogue) imply. */
export function multiSource(level: Level, log: number, rules: JudgeRules): Testimony {
  const value = Math.abs(log - level.log) / level.deviation;
  return {
    name: 'multi_source',
    value,
    limit: rules.levelProvisional,
    sure: rules.levelQuarantine,
    vote: value >= rules.levelProvisional,
    window: level.peers,
  };
}
