import type { Pool } from 'pg';
import { SmpError } from '@/lib/errors';
import { evidenceText } from '@/lib/ledger/price-evidence';
import { reviewEvidenceText } from '@/lib/ledger/review-evidence';
import type { Catalog } from '@/lib/market/catalog';
import { readLaterDecisions } from '@/lib/store/ledger/read-about';
import { readSealedRows, type SealedRows } from '@/lib/store/ledger/read-sealed-rows';
import { readHead } from '@/lib/store/river/read-head';

/** Everything that the ledger holds about one price, by position, and the texts whose hashes stand in the leaves. */
export interface AboutPrice {
  readonly index: number;
  readonly market: { readonly name: string; readonly city: string } | null;
  /** Text of the price's evidence (`price-evidence.ts`); null when a part of it is no longer kept. */
  readonly evidence: string | null;
  /** Later verdicts and everything that people did about it, also what moved nothing. */
  readonly later: readonly { readonly index: number; readonly evidence: string | null }[];
}

/**
 * Nothing is told about a leaf that is no price.
 * @throws SmpError NOT_FOUND when the ledger is not that long
 */
export async function aboutPrice(
  { pool, catalog }: { readonly pool: Pool; readonly catalog: () => Catalog },
  index: number,
): Promise<AboutPrice> {
  const [rows, later] = await Promise.all([
    readSealedRows(pool, index, index + 1),
    readLaterDecisions(pool, index),
  ]);
  const price = rows.prices.get(index) ?? null;
  if (price === null) {
    const { size } = await readHead(pool);
    if (index >= size) throw new SmpError('NOT_FOUND', `The ledger has no leaf ${index} yet.`);
    return { index, market: null, evidence: null, later: [] };
  }
  const market = catalog().markets.get(price.marketId);
  return {
    index,
    market: market === undefined ? null : { name: market.name, city: market.city },
    evidence: evidenceOf(rows, index),
    later: later.map(({ index: at, review, detail }) => ({
      index: at,
      evidence: review === null ? detail : reviewEvidenceText(review, detail),
    })),
  };
}

function evidenceOf(rows: SealedRows, index: number): string | null {
  const price = rows.prices.get(index);
  const reading = rows.readings.get(index);
  const verdict = rows.firstVerdicts.get(index);
  if (price == null || reading == null || verdict == null) return null;
  const { publishedAt, regionId } = price;
  const { temperature, humidity, crowd } = reading;
  const { score, priceChange, impactScore, dominantFactor, factors, detail } = verdict;
  return evidenceText({
    publishedAt,
    regionId,
    temperature,
    humidity,
    crowd,
    score,
    priceChange,
    impactScore,
    dominantFactor,
    factors,
    detail,
  });
}
