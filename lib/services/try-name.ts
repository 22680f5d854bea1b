import { MAX_NAME_LENGTH, meaningOf } from '@/lib/ingest/commodity-name';
import { type Catalog, marketCalled } from '@/lib/market/catalog';

/** How a written name would be read in a report. */
export interface NameTrial {
  readonly kind: 'known' | 'ambiguous' | 'unknown' | 'no_market';
  /** Codes of what it means, of what it may mean, or of what is spelled alike. */
  readonly codes: readonly string[];
}

/** @param market code of the market that the report comes from; empty for any */
export function tryName(catalog: Catalog, name: string, market: string): NameTrial {
  const place = market === '' ? null : marketCalled(catalog, market);
  if (place === undefined) return { kind: 'no_market', codes: [] };
  const meaning = meaningOf(name.slice(0, MAX_NAME_LENGTH), catalog, place?.id ?? null);
  if (meaning.kind !== 'known') return { kind: meaning.kind, codes: meaning.candidates };
  return { kind: 'known', codes: [catalog.commodities.get(meaning.commodityId)?.code ?? ''] };
}
