import type { JudgedReading } from '@/lib/market/judged-reading';
import { LANE_NUMBER } from '@/lib/market/lane';
import { PROVENANCE_NUMBER } from '@/lib/market/provenance';
import { ArrayLiteral } from '../array-literal';

/** The batch as PostgreSQL arrays, column by column, in the order of the insert statement's parameters. */
export interface RiverColumns {
  readonly readings: readonly string[];
  readonly prices: readonly string[];
}

const READING_COLUMNS = 11;
const PRICE_COLUMNS = 18;

/** One pass over the batch; on the hot path this is called a few hundred times a second. */
export function riverColumns(batch: readonly JudgedReading[], firstIndex: number): RiverColumns {
  const readings = Array.from({ length: READING_COLUMNS }, () => new ArrayLiteral());
  const prices = Array.from({ length: PRICE_COLUMNS }, () => new ArrayLiteral());
  let index = firstIndex;
  for (const item of batch) {
    addReading(readings, item, index);
    index = addPrices(prices, item, index);
  }
  return { readings: readings.map((c) => c.text()), prices: prices.map((c) => c.text()) };
}

type Columns = readonly ArrayLiteral[];

function addReading(columns: Columns, { reading: r, provenance }: JudgedReading, index: number): void {
  const [device, id, market, observed, received, temperature, humidity, crowd, origin, first, count] =
    columns;
  device?.quoted(r.deviceId);
  id?.plain(r.readingId);
  market?.plain(r.marketId);
  observed?.quoted(iso(r.observedAt));
  received?.quoted(iso(r.receivedAt));
  temperature?.plain(r.temperature);
  humidity?.plain(r.humidity);
  crowd?.plain(r.crowd);
  origin?.plain(PROVENANCE_NUMBER[provenance]);
  first?.plain(index);
  count?.plain(r.prices.length);
}

function addPrices(columns: Columns, item: JudgedReading, firstIndex: number): number {
  const { reading: r } = item;
  const observed = iso(r.observedAt);
  const received = iso(r.receivedAt);
  const origin = PROVENANCE_NUMBER[item.provenance];
  let index = firstIndex;
  for (let i = 0; i < r.prices.length; i++) {
    const price = r.prices[i];
    const verdict = item.verdicts[i];
    const impact = item.impacts[i];
    if (price === undefined || verdict === undefined || impact === undefined) {
      throw new Error('a price has no verdict or impact');
    }
    const values = [
      index++,
      observed,
      received,
      r.readingId,
      r.marketId,
      r.regionId,
      price.commodityId,
      price.price,
      LANE_NUMBER[verdict.lane],
      origin,
      verdict.score,
      verdict.flags.join(','),
      verdict.ruleVersion,
      item.details[i] ?? '',
      impact.priceChange,
      impact.impactScore,
      impact.dominantFactor,
      JSON.stringify(impact.factorsWithWeights),
    ];
    for (let c = 0; c < PRICE_COLUMNS; c++) {
      const value = values[c] ?? null;
      if (typeof value === 'string') columns[c]?.quoted(value);
      else columns[c]?.plain(value);
    }
  }
  return index;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
