import type { Pool } from 'pg';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { FieldItem, FieldRound } from '@/lib/live/field';
import { localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import type { Market } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';
import { readHolder, readOthersUntil } from '@/lib/store/devices/holders';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import type { LastPrices } from './last-prices';
import type { RiverMemory } from './river-memory';

export interface RoundDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly memory: RiverMemory;
  readonly lastPrices: LastPrices;
}

/**
 * What a device needs for one round of its market without a network: every commodity with its last accepted
 * price there and the prices that the judge would accept now. Stores nothing.
 *
 * @throws Error when the device's market left the catalog
 */
export async function readRound(deps: RoundDeps, device: DeviceActor): Promise<FieldRound> {
  const catalog = deps.catalog();
  const market = catalog.markets.get(device.marketId);
  const region = market === undefined ? undefined : catalog.regions.get(market.regionId);
  if (market === undefined || region === undefined) throw new Error(`market ${device.marketId} has no place`);
  const now = deps.clock.now();
  const [holder, othersUntil] = await Promise.all([
    readHolder(deps.pool, device.deviceId),
    readOthersUntil(deps.pool, device.deviceId),
  ]);
  return {
    at: new Date(now).toISOString(),
    device_id: device.deviceId,
    person: holder?.name ?? null,
    held_since: holder === null ? null : new Date(holder.since).toISOString(),
    others_until: othersUntil === 0 ? null : new Date(othersUntil).toISOString(),
    simulated: device.simulated,
    market: {
      market_id: market.code,
      name: market.name,
      city: market.city,
      region: region.name,
      time_zone: region.timeZone,
      closed_on: market.closedOn,
    },
    commodities: [...catalog.commodities.values()].map((c) => toItem(deps, device, market, region, c, now)),
  };
}

function toItem(
  deps: RoundDeps,
  device: DeviceActor,
  market: Market,
  region: Region,
  commodity: Commodity,
  now: number,
): FieldItem {
  const last = deps.lastPrices.of(commodity.id).get(market.id);
  // Expectation and range do not depend on the price that is judged; any price brings them out.
  const { expected, acceptedRange } = judge(
    {
      deviceId: device.deviceId,
      marketId: market.id,
      regionId: region.id,
      island: region.island,
      commodityId: commodity.id,
      volatility: commodity.volatility,
      typicalPrice: commodity.typicalPrice,
      price: last?.price ?? commodity.typicalPrice ?? 1,
      observedAt: now,
      receivedAt: now,
      day: localDay(now, region.timeZone),
    },
    deps.memory.judge,
    DEFAULT_RULES,
  );
  return {
    commodity: commodity.code,
    name_id: commodity.nameId,
    name_en: commodity.nameEn,
    unit: commodity.unit,
    last:
      last === undefined
        ? null
        : {
            price: last.price,
            observed_at: new Date(last.observedAt).toISOString(),
            simulated: last.provenance === 'simulated',
          },
    expected,
    accepted_range: acceptedRange,
  };
}
