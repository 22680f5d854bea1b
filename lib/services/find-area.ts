import { SmpError } from '@/lib/errors';
import type { TimeZone } from '@/lib/market/region';
import type { BoardSource } from './board-source';
import type { Area } from './today-point';

/** Market code or Kemendagri region number; neither is the nation. */
export interface AreaInput {
  readonly market_id?: string;
  readonly region?: number;
}

/** Where the nation's figures are published. */
const WEST: TimeZone = 'Asia/Jakarta';

/** @throws SmpError NOT_FOUND that names the field */
export function findArea(source: Pick<BoardSource, 'catalog'>, input: AreaInput): Area {
  const catalog = source.catalog();
  if (input.market_id !== undefined) {
    const market = catalog.marketByCode.get(input.market_id);
    if (market === undefined) throw unknownArea('market_id', `There is no market "${input.market_id}".`);
    const timeZone = catalog.regions.get(market.regionId)?.timeZone ?? WEST;
    return { level: 2, id: market.id, name: market.code, timeZone };
  }
  if (input.region === undefined) return { level: 0, id: 0, name: 'ID', timeZone: WEST };
  const region = catalog.regions.get(input.region);
  if (region === undefined) throw unknownArea('region', `There is no province ${input.region}.`);
  return { level: 1, id: region.id, name: region.name, timeZone: region.timeZone };
}

function unknownArea(field: string, message: string): SmpError {
  return new SmpError('NOT_FOUND', message, { errors: [{ field, code: `unknown_${field}`, message }] });
}
