import type { SmpError } from '@/lib/errors';
import type { MapMarket, MapRegion, PriceMap } from '@/lib/live/board';
import { isClosedAt } from '@/lib/market/closing';
import type { Commodity } from '@/lib/market/commodity';
import type { Market } from '@/lib/market/market';
import type { DataState } from '@/lib/market/provenance';
import type { LastPrice } from '@/lib/store/memory/read-last-prices';
import { referenceAt } from './board-facts';
import type { BoardSource } from './board-source';
import { closestCommodities } from './closest-commodities';
import type { DrawnOnce } from './drawn-once';
import { CARRY_DAYS } from './last-prices';
import { regionMeans } from './region-means';
import { unknownName } from './unknown-name';

const DAY_MS = 86_400_000;

/** The map of a commodity as it stands, at most a second old when no price has come meanwhile. @throws SmpError NOT_FOUND */
export function mapNow(runtime: BoardSource & { readonly drawn: DrawnOnce }, code: string): PriceMap {
  return runtime.drawn(`map: ${code}`, () => readMap(runtime, code));
}

/** One commodity over the whole country, from what is held in process. @throws SmpError NOT_FOUND */
export function readMap(source: BoardSource, code: string): PriceMap {
  const commodity = source.catalog().commodityByCode.get(code);
  if (commodity === undefined) throw unknownCommodity(source, code);
  const now = source.clock.now();
  const national = source.lastPrices.national(commodity.id, now);
  return {
    at: new Date(now).toISOString(),
    seq: source.seq(),
    commodity: commodity.code,
    unit: commodity.unit,
    simulated: (national?.simulated ?? 0) > 0,
    national: national?.price ?? null,
    markets: [...source.catalog().markets.values()].map((m) => toMarket(source, commodity, m, now)),
    regions: toRegions(source, commodity, now),
  };
}

/** @returns the error for a name that is no commodity, with all codes, the nearest first */
export function unknownCommodity(source: Pick<BoardSource, 'catalog'>, code: string): SmpError {
  const catalog = source.catalog();
  const near = closestCommodities(catalog, code).map((c) => c.code);
  const others = catalog.commodityByCode.keys();
  return unknownName({ field: 'commodity', what: 'commodity', said: code, near, others });
}

function toMarket(source: BoardSource, commodity: Commodity, market: Market, now: number): MapMarket {
  const closed = isClosedAt(source.catalog(), market, now);
  const held = closed ? undefined : source.lastPrices.of(commodity.id).get(market.id);
  const last = held !== undefined && now - held.observedAt <= CARRY_DAYS * DAY_MS ? held : null;
  const before = source.facts().baselines.day.prices.get(commodity.id)?.get(market.id);
  return {
    market_id: market.code,
    name: market.name,
    city: market.city,
    region_id: market.regionId,
    latitude: market.latitude,
    longitude: market.longitude,
    closed_on: market.closedOn,
    price: last?.price ?? null,
    state: stateOf(last, now),
    observed_at: last === null ? null : new Date(last.observedAt).toISOString(),
    ledger_index: last === null || last.ledgerIndex < 0 ? null : last.ledgerIndex,
    change_day: last === null || before === undefined ? null : last.price / before - 1,
    impact_score: closed ? null : source.impacts.get(commodity.id, market.id),
  };
}

function stateOf(last: LastPrice | null, now: number): DataState {
  if (last === null) return 'none';
  if (now - last.observedAt > DAY_MS) return 'carried';
  return last.provenance === 'simulated' ? 'simulated' : 'observed';
}

function toRegions(source: BoardSource, commodity: Commodity, now: number): readonly MapRegion[] {
  const catalog = source.catalog();
  const facts = source.facts();
  const means = new Map(regionMeans(source, commodity.id, now).map((m) => [m.regionId, m]));
  const before = dayAgoMeans(source, commodity, now);
  return [...catalog.regions.values()].map((region) => {
    const mean = means.get(region.id);
    const limit = referenceAt(facts, catalog, commodity.id, region.id);
    const old = before.get(region.id);
    return {
      region_id: region.id,
      name: region.name,
      island: region.island,
      time_zone: region.timeZone,
      latitude: region.latitude,
      longitude: region.longitude,
      price: mean?.price ?? null,
      markets: mean?.markets ?? 0,
      change_day: old === undefined || old.before === 0 ? null : old.after / old.before - 1,
      gap: mean === undefined || limit === null ? null : mean.price / limit.high - 1,
    };
  });
}

/** Sums of yesterday's and today's prices over the markets of each province that have both. */
function dayAgoMeans(
  source: BoardSource,
  commodity: Commodity,
  now: number,
): Map<number, { before: number; after: number }> {
  const sums = new Map<number, { before: number; after: number }>();
  const yesterday = source.facts().baselines.day.prices.get(commodity.id);
  for (const p of source.lastPrices.speaking(commodity.id, now)) {
    const regionId = source.catalog().markets.get(p.marketId)?.regionId;
    const old = yesterday?.get(p.marketId);
    if (regionId === undefined || old === undefined) continue;
    const sum = sums.get(regionId) ?? { before: 0, after: 0 };
    sums.set(regionId, { before: sum.before + old, after: sum.after + p.price });
  }
  return sums;
}
