import { SmpError } from '@/lib/errors';
import type { TimeZone } from '@/lib/market/region';
import type { BoardSource } from './board-source';
import type { Area } from './today-point';
import { nearNames, unknownName } from './unknown-name';

/** Market code or Kemendagri region number; neither is the nation. */
export interface AreaInput {
  readonly market_id?: string;
  readonly region?: number;
}

/** Where the nation's figures are published. */
const WEST: TimeZone = 'Asia/Jakarta';

/** @throws SmpError that names the field: NOT_FOUND, or INVALID for a market outside the province beside it */
export function findArea(source: Pick<BoardSource, 'catalog'>, input: AreaInput): Area {
  const catalog = source.catalog();
  if (input.market_id !== undefined) {
    const market = catalog.marketByCode.get(input.market_id);
    if (market === undefined) {
      const near = nearNames(input.market_id, catalog.marketByCode.keys());
      throw unknownName({ field: 'market_id', what: 'market', said: input.market_id, near });
    }
    if (input.region !== undefined && input.region !== market.regionId)
      throw twoPlaces(market.code, market.regionId, input.region);
    const timeZone = catalog.regions.get(market.regionId)?.timeZone ?? WEST;
    return { level: 2, id: market.id, name: market.code, timeZone };
  }
  if (input.region === undefined) return { level: 0, id: 0, name: 'ID', timeZone: WEST };
  const region = catalog.regions.get(input.region);
  if (region === undefined)
    throw unknownName({ field: 'region', what: 'province', said: String(input.region), near: [] });
  return { level: 1, id: region.id, name: region.name, timeZone: region.timeZone };
}

function twoPlaces(market: string, regionId: number, asked: number): SmpError {
  const message = `${market} lies in province ${regionId} and not in ${asked}; leave one of the two out.`;
  return new SmpError('INVALID', message, {
    errors: ['market_id', 'region'].map((field) => ({ field, code: 'two_places', message })),
  });
}
