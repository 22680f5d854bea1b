import { hash } from 'node:crypto';
import { evidenceWriter } from '@/lib/ledger/price-evidence';
import { priceLeafWriter } from '@/lib/ledger/price-leaf-text';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { LedgerHead, SealedBatch } from '@/lib/store/river/ledger-head';
import { sealWith } from './ledger-seal';

/**
 * Makes the leaves of a batch, one a price, from the head's position on. The leaf carries the hash of all
 * that is stored beside it, so that neither price nor reasons can be rewritten.
 *
 * @param publishedAt ms since 1970; when the batch is written
 */
export function sealReadings(
  catalog: Catalog,
  publishedAt: number,
  head: LedgerHead,
  batch: readonly JudgedReading[],
): SealedBatch {
  let prices = 0;
  for (const { reading } of batch) prices += reading.prices.length;
  return sealWith(head, prices, (add) => {
    let index = head.size;
    for (const item of batch) {
      writeLeaves(catalog, publishedAt, index, item, add);
      index += item.reading.prices.length;
    }
  });
}

/** Leaf texts of one reading, from position `firstIndex` on. */
export function leafTexts(
  catalog: Catalog,
  publishedAt: number,
  firstIndex: number,
  item: JudgedReading,
): string[] {
  const texts: string[] = [];
  writeLeaves(catalog, publishedAt, firstIndex, item, (text) => texts.push(text));
  return texts;
}

function writeLeaves(
  catalog: Catalog,
  publishedAt: number,
  firstIndex: number,
  item: JudgedReading,
  add: (text: string) => void,
): void {
  const { reading } = item;
  const market = catalog.markets.get(reading.marketId);
  if (market === undefined) throw new Error(`market ${reading.marketId} left the catalog`);
  const { readingId, deviceId, observedAt, receivedAt, regionId, temperature, humidity, crowd } = reading;
  const { provenance, signature } = item;
  const leafOf = priceLeafWriter({
    readingId,
    deviceId,
    market: market.code,
    observedAt,
    receivedAt,
    provenance,
    ...(signature === undefined ? {} : { signature }),
  });
  const evidenceOf = evidenceWriter({ publishedAt, regionId, temperature, humidity, crowd });
  for (let i = 0; i < reading.prices.length; i++) {
    const reported = reading.prices[i];
    const commodity = catalog.commodities.get(reported?.commodityId ?? 0);
    const verdict = item.verdicts[i];
    const impact = item.impacts[i];
    if (reported === undefined || commodity === undefined || verdict === undefined || impact === undefined) {
      throw new Error('a price lost its name, verdict or impact');
    }
    const evidence = evidenceOf({
      score: verdict.score,
      priceChange: impact.priceChange,
      impactScore: impact.impactScore,
      dominantFactor: impact.dominantFactor,
      factors: item.factors[i] ?? '',
      detail: item.details[i] ?? '',
    });
    const leaf = leafOf({
      index: firstIndex + i,
      commodity: commodity.code,
      price: reported.price,
      unit: commodity.unit,
      lane: verdict.lane,
      ruleVersion: verdict.ruleVersion,
      score: Math.round(verdict.score * 1000) / 1000,
      flags: verdict.flags,
      evidence: hash('sha256', evidence, 'hex'),
    });
    add(leaf);
  }
}
