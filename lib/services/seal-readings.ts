import { hash } from 'node:crypto';
import { evidenceText } from '@/lib/ledger/price-evidence';
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
      for (const text of leafTexts(catalog, publishedAt, index, item)) {
        add(text);
        index += 1;
      }
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
  const { reading, verdicts, impacts, details, provenance } = item;
  const market = catalog.markets.get(reading.marketId);
  if (market === undefined) throw new Error(`market ${reading.marketId} left the catalog`);
  const write = priceLeafWriter({
    readingId: reading.readingId,
    deviceId: reading.deviceId,
    market: market.code,
    observedAt: reading.observedAt,
    receivedAt: reading.receivedAt,
    provenance,
    ...(item.signature === undefined ? {} : { signature: item.signature }),
  });
  return reading.prices.map((reported, i) => {
    const commodity = catalog.commodities.get(reported.commodityId);
    const verdict = verdicts[i];
    const impact = impacts[i];
    if (commodity === undefined || verdict === undefined || impact === undefined) {
      throw new Error('a price lost its name, verdict or impact');
    }
    const evidence = evidenceText({
      publishedAt,
      regionId: reading.regionId,
      temperature: reading.temperature,
      humidity: reading.humidity,
      crowd: reading.crowd,
      score: verdict.score,
      priceChange: impact.priceChange,
      impactScore: impact.impactScore,
      dominantFactor: impact.dominantFactor,
      factors: JSON.stringify(impact.factorsWithWeights),
      detail: details[i] ?? '',
    });
    return write({
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
  });
}
