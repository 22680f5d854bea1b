import type { Board, BoardCommodity, Change, DayPoint, Period, ReferencePrice } from '@/lib/live/board';
import type { Commodity } from '@/lib/market/commodity';
import type { DataState } from '@/lib/market/provenance';
import type { ReferenceRule } from '@/lib/market/reference';
import type { Baseline } from './baselines';
import { type BoardFacts, referenceAt } from './board-facts';
import type { BoardSource } from './board-source';
import type { DrawnOnce } from './drawn-once';
import type { NationalMean } from './last-prices';
import { regionMeans } from './region-means';
import { sparkDays } from './spark-days';
import { weighDays } from './weigh-days';

const PERIODS: readonly Period[] = ['day', 'week', 'month', 'year'];
const DAY_MS = 86_400_000;

/** The national board as it stands, at most a second old when no price has come meanwhile. */
export function boardNow(runtime: BoardSource & { readonly drawn: DrawnOnce }): Board {
  return runtime.drawn('board', () => readBoard(runtime));
}

/** The national board from what is held in process; costs no query. */
export function readBoard(source: BoardSource): Board {
  const facts = source.facts();
  const now = source.clock.now();
  const commodities = [...source.catalog().commodities.values()].map((c) => card(source, facts, c, now));
  return {
    at: new Date(now).toISOString(),
    seq: source.seq(),
    simulated: commodities.some((c) => c.markets_simulated > 0),
    commodities,
    quarantined: source.held.current(),
  };
}

function card(source: BoardSource, facts: BoardFacts, commodity: Commodity, now: number): BoardCommodity {
  const national = source.lastPrices.national(commodity.id, now);
  const means = regionMeans(source, commodity.id, now);
  const limits = means.map((m) => referenceAt(facts, source.catalog(), commodity.id, m.regionId));
  const changes = Object.fromEntries(
    PERIODS.map((p) => [p, change(source, facts.baselines[p], commodity.id, now)]),
  ) as Record<Period, Change | null>;
  return {
    commodity: commodity.code,
    name_id: commodity.nameId,
    name_en: commodity.nameEn,
    unit: commodity.unit,
    price: national?.price ?? null,
    state: stateOf(national, now),
    as_of: national === null ? null : new Date(national.newest).toISOString(),
    markets: national?.markets ?? 0,
    markets_simulated: national?.simulated ?? 0,
    changes,
    reference: mostCommon(limits),
    regions_above_reference: means.filter((m, i) => m.price > (limits[i]?.high ?? Number.POSITIVE_INFINITY))
      .length,
    per_month: commodity.householdPerMonth,
    spark: spark(commodity, facts, national),
  };
}

/** A figure is carried when nothing newer than a day is in it. */
export function stateOf(national: NationalMean | null, now: number): DataState {
  if (national === null) return 'none';
  if (now - national.newest > DAY_MS) return 'carried';
  return national.simulated > 0 ? 'simulated' : 'observed';
}

/** Like for like: the mean of the markets that have a price both then and now. */
function change(source: BoardSource, baseline: Baseline, commodityId: number, now: number): Change | null {
  const then = baseline.prices.get(commodityId);
  if (then === undefined) return null;
  let before = 0;
  let after = 0;
  let markets = 0;
  for (const p of source.lastPrices.speaking(commodityId, now)) {
    const old = then.get(p.marketId);
    if (old === undefined) continue;
    before += old;
    after += p.price;
    markets += 1;
  }
  if (markets === 0) return null;
  return { since: baseline.since, from: Math.round(before / markets), ratio: after / before - 1, markets };
}

function mostCommon(rules: readonly (ReferenceRule | null)[]): ReferencePrice | null {
  const counts = new Map<ReferenceRule, number>();
  for (const rule of rules) if (rule !== null) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [winner] = [...counts].sort((a, b) => b[1] - a[1]);
  return winner === undefined ? null : toReference(winner[0]);
}

function toReference(rule: ReferenceRule): ReferencePrice {
  return {
    kind: rule.kind,
    low: rule.low,
    high: rule.high,
    regulation: rule.regulation,
    valid_from: rule.validFrom,
    note: rule.note,
  };
}

/** Thirty days of the national mean; the last point is the live figure. */
function spark(commodity: Commodity, facts: BoardFacts, national: NationalMean | null): readonly DayPoint[] {
  const points = sparkDays(facts.series.get(commodity.id) ?? [], facts.today, national?.price ?? null);
  const impacts = weighDays(commodity, points);
  return points.map((p, i) => ({ ...p, impact_score: impacts[i]?.impactScore ?? null }));
}
