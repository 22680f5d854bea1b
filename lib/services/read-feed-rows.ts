import { parse } from 'csv-parse/sync';
import type { FeedMapping, FeedRefusal, FeedRow } from '@/lib/feeds/mapping';
import { MAX_FEED_ROWS } from '@/lib/feeds/mapping';
import { readRecords } from '@/lib/feeds/read-records';
import { readTable } from '@/lib/feeds/read-table';
import { createCellReader } from '@/lib/ingest/import-cell';
import type { RefusalCode } from '@/lib/ingest/import-row';
import { detectDelimiter, IMPORT_CSV_OPTIONS } from '@/lib/ingest/open-importer';
import type { Catalog } from '@/lib/market/catalog';
import type { FeedPriceRow } from '@/lib/store/feeds/feed-prices';
import { refusal } from './refusals';

const FIELD_OF: Partial<Readonly<Record<RefusalCode, FeedRefusal['field']>>> = {
  bad_date: 'date',
  unknown_region: 'region',
  region_mismatch: 'region',
  unknown_commodity: 'commodity',
  ambiguous_commodity: 'commodity',
  unknown_unit: 'unit',
};

export interface FeedRows {
  /** One for each place, commodity and day. */
  readonly prices: readonly FeedPriceRow[];
  /** Rows that were taken. */
  readonly accepted: number;
  readonly refused: readonly FeedRefusal[];
}

/** A source's document as prices under our names and units. @throws SmpError INVALID when it cannot be read at all */
export function readFeedRows(body: Buffer, mapping: FeedMapping, catalog: Catalog, today: number): FeedRows {
  const context = { catalog, today, regionId: mapping.regionId, marketCode: null };
  const read = createCellReader(context, { commaGroups: false });
  const sums = new Map<
    string,
    { readonly at: Omit<FeedPriceRow, 'price' | 'n'>; total: number; n: number }
  >();
  const refused: FeedRefusal[] = [];
  let accepted = 0;
  for (const row of rowsOf(body, mapping)) {
    if (!row.ok) {
      refused.push(row.refused);
      continue;
    }
    const { date, commodity, price, ...rest } = row.said;
    const result = read(
      { ...rest, date: date ?? '', commodity: commodity ?? '', price: price ?? '' },
      row.line,
    );
    if (!result.ok) {
      refused.push({ ...result.refused, field: FIELD_OF[result.refused.code] ?? 'price' });
      continue;
    }
    accepted += 1;
    const { day, regionId, marketId, commodityId } = result.price;
    // Markets that we do not know still tell of their region.
    const at = { day, regionId, marketId: marketId ?? 0, commodityId };
    const key = Object.values(at).join();
    const sum = sums.get(key) ?? { at, total: 0, n: 0 };
    sums.set(key, { at, total: sum.total + result.price.price, n: sum.n + 1 });
  }
  const prices = [...sums.values()].map(({ at, total, n }) => ({ ...at, price: Math.round(total / n), n }));
  return { prices, accepted, refused };
}

function rowsOf(body: Buffer, mapping: FeedMapping): readonly FeedRow[] {
  const text = new TextDecoder('utf-8').decode(body);
  try {
    if (mapping.format === 'json') return readRecords(JSON.parse(text), mapping);
    const first = text.slice(0, 10_000).split(/\r?\n|\r/, 1)[0] ?? '';
    const options = { ...IMPORT_CSV_OPTIONS, delimiter: detectDelimiter(first), to: MAX_FEED_ROWS + 2 };
    return readTable(parse(text, options) as string[][], mapping);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    throw refusal('format', 'not_this_format', `It is no ${mapping.format.toUpperCase()}: ${why}`);
  }
}
