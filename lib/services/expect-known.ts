import { meaningOf } from '@/lib/ingest/commodity-name';
import { namesRegion } from '@/lib/ingest/region-name';
import type { BoardSource } from './board-source';
import { findArea } from './find-area';
import { unknownCommodity } from './read-map';
import { nearNames, unknownName } from './unknown-name';

type Source = Pick<BoardSource, 'catalog'>;

interface Asked {
  readonly commodity?: string | undefined;
  readonly market_id?: string | undefined;
  /** Kemendagri number, name or alias. */
  readonly region?: number | string | undefined;
}

type Known<T> = Omit<T, 'region'> & { readonly region?: number | undefined };

/**
 * What is asked about, with the code of the commodity and the number of the region. Names are read as at the door for
 * readings: in the sense of the market that is named beside them, else in the one that they have everywhere.
 *
 * @throws SmpError that names the parameter: NOT_FOUND, also for a name that means several, or INVALID
 */
export function expectKnown<T extends Asked>(source: Source, asked: T): Known<T> {
  const { commodity, market_id } = asked;
  const region = asked.region === undefined ? undefined : regionOf(source, asked.region);
  const known = {
    ...asked,
    ...(commodity === undefined ? {} : { commodity: codeOf(source, commodity, market_id) }),
    region,
  };
  findArea(source, {
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region }),
  });
  return known;
}

function codeOf(source: Source, said: string, market: string | undefined): string {
  const catalog = source.catalog();
  if (catalog.commodityByCode.has(said)) return said;
  const marketId = market === undefined ? undefined : catalog.marketByCode.get(market)?.id;
  const meaning = meaningOf(said, catalog, marketId ?? null);
  const found = meaning.kind === 'known' ? catalog.commodities.get(meaning.commodityId) : undefined;
  if (found === undefined) throw unknownCommodity(source, said);
  return found.code;
}

function regionOf(source: Source, said: number | string): number {
  const regions = [...source.catalog().regions.values()];
  const found = regions.find((region) => namesRegion(said, region));
  if (found !== undefined) return found.id;
  const names = regions.map((region) => region.name);
  const near = typeof said === 'number' ? [] : nearNames(said, names);
  throw unknownName({ field: 'region', what: 'province', said: String(said), near });
}
