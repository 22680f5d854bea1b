import type { VolatilityClass } from '@/lib/market/commodity';
import { findGroups, type JudgeMemory, pull, type Track, trackOf } from './memory';
import { indexAt, indexBefore, type PeerGroup } from './peers';
import type { PriceReport } from './report';
import { at, indexOnOrBefore } from './series';
import { SPREAD_FLOOR } from './spread';

/** Peers of the day that weigh as much as the wider group's movement. */
const HALF_TRUST = 2;

/** Share of its group's movement that a market follows, by class: chilies move nationally, rice locally. */
const FOLLOW: Readonly<Record<VolatilityClass, number>> = { low: 0.5, medium: 0.7, high: 0.8 };

/** Spread of levels between markets of one commodity where too few are known (5–26 % between provinces). */
const LEVEL_SPREAD = 0.25;
/** Spread around a typical price that may be years old. */
const TYPICAL_SPREAD = 0.45;

/** What a price should be, as natural logarithms of Rp. */
export interface Expectation {
  readonly basis: 'own' | 'peers' | 'typical';
  readonly log: number;
  /** One deviation of `log`. */
  readonly deviation: number;
  /** Own last price before this day; `null` without one. */
  readonly lastLog: number | null;
  /** Days since that price, at least 1. */
  readonly days: number;
  /** What the groups did since, as far as this market follows them. */
  readonly movement: number;
  /** Other markets that the movement or level was taken from. */
  readonly peers: number;
}

/** @returns `null` when nothing at all is known: any plausible price may start a series */
export function expect(report: PriceReport, memory: JudgeMemory): Expectation | null {
  const track = trackOf(memory, report.marketId, report.commodityId);
  const own = track === undefined ? null : fromOwn(report, track);
  if (own !== null) return own;
  const { region, island, nation } = findGroups(memory, report);
  const wide = nation !== undefined && nation.members > 0 ? nation : undefined;
  const group = [region, island].find((g) => g !== undefined && g.members >= 3) ?? wide;
  if (group !== undefined) return fromLevels(group);
  if (report.typicalPrice === null) return null;
  const log = Math.log(report.typicalPrice);
  return { basis: 'typical', log, deviation: TYPICAL_SPREAD, lastLog: null, days: 1, movement: 0, peers: 0 };
}

function fromOwn(report: PriceReport, track: Track): Expectation | null {
  const { series } = track;
  const i = indexOnOrBefore(series, report.day - 1);
  if (i < 0) return null;
  const since = at(series.days, i);
  const lastLog = Math.log(at(series.prices, i));
  const j = indexOnOrBefore(series, report.day);
  const sameDay = j > i ? Math.log(at(series.prices, j)) : null;
  let movement = 0;
  for (const group of [track.nation, track.island, track.region]) {
    const others = othersMove(group, report.day, since, lastLog, sameDay);
    movement += (others.count / (others.count + HALF_TRUST)) * (others.change - movement);
  }
  movement *= FOLLOW[report.volatility];
  const days = report.day - since;
  const deviation = SPREAD_FLOOR[report.volatility] * Math.sqrt(Math.min(days, 30));
  const peers = track.nation.count - (sameDay === null ? 0 : 1);
  return { basis: 'own', log: lastLog + movement, deviation, lastLog, days, movement, peers };
}

/** Mean change of a group since `since`, without this market's own part in today's. */
function othersMove(g: PeerGroup, day: number, since: number, from: number, sameDay: number | null) {
  if (day < g.today || Number.isNaN(g.today)) {
    return { change: indexAt(g, day) - indexAt(g, since), count: g.members };
  }
  const past = indexBefore(g) - indexAt(g, since);
  if (day > g.today) return { change: indexAt(g, g.today) - indexAt(g, since), count: g.members };
  const own = sameDay === null ? 0 : pull(g, from, since, sameDay);
  const count = g.count - (sameDay === null ? 0 : 1);
  return { change: past + (count > 0 ? (g.sum - own) / count : 0), count };
}

function fromLevels(group: PeerGroup): Expectation {
  const log = group.levels / group.members;
  const variance = Math.max(0, group.squares / group.members - log * log);
  const weight = group.members / (group.members + 8);
  const deviation = Math.sqrt(weight * variance + (1 - weight) * LEVEL_SPREAD ** 2);
  return {
    basis: 'peers',
    log,
    deviation: Math.max(deviation, 0.12),
    lastLog: null,
    days: 1,
    movement: 0,
    peers: group.members,
  };
}
