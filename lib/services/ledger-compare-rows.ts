import { toHex, utf8 } from '@/lib/ledger/bytes';
import { commitTo } from '@/lib/ledger/commitment';
import { leafText } from '@/lib/ledger/leaf';
import type { PriceLeaf, VerdictLeaf } from '@/lib/ledger/leaf-kinds';
import { found } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { evidenceText } from '@/lib/ledger/price-evidence';
import type { Catalog } from '@/lib/market/catalog';
import { LANE_NUMBER, laneFromNumber } from '@/lib/market/lane';
import { provenanceFromNumber } from '@/lib/market/provenance';
import type {
  SealedPrice,
  SealedReading,
  SealedRows,
  SealedVerdict,
} from '@/lib/store/ledger/read-sealed-rows';

/** @throws FoundFault always */
export function wrong(index: number, what: string): never {
  return found('leaf', index, index, `${index}: ${what}`);
}

/** @throws FoundFault unless the rows of a price give the very same leaf */
export function comparePrice(catalog: Catalog, leaf: PriceLeaf, rows: SealedRows): SealedReading {
  const { index } = leaf;
  const row = rows.prices.get(index);
  const reading = rows.readings.get(index);
  const verdict = rows.firstVerdicts.get(index);
  if (row == null) return wrong(index, 'the price is missing, or two claim its place');
  if (reading == null) return wrong(index, 'the reading of this price is missing or does not cover it');
  if (verdict == null) return wrong(index, 'the first verdict is missing');
  const twice =
    reading.marketId === row.marketId &&
    reading.observedAt === row.observedAt &&
    reading.receivedAt === row.receivedAt &&
    reading.publishedAt === row.publishedAt &&
    reading.provenance === row.provenance;
  if (!twice) wrong(index, 'the price and its reading disagree');
  if (verdict.decidedAt !== row.publishedAt || verdict.decidedBy !== 'judge') {
    wrong(index, 'the first verdict has another time or author');
  }
  const again = leafAgain(catalog, leaf, row, reading, verdict);
  const sealed = leafText(leaf);
  if (again !== sealed) wrong(index, `the rows say otherwise: ${firstDifference(sealed, again)}`);
  return reading;
}

function leafAgain(
  catalog: Catalog,
  leaf: PriceLeaf,
  row: SealedPrice,
  reading: SealedReading,
  verdict: SealedVerdict,
): string {
  const market = catalog.markets.get(row.marketId);
  const commodity = catalog.commodities.get(row.commodityId);
  if (market === undefined || commodity === undefined)
    return wrong(leaf.index, 'unknown market or commodity');
  if (market.regionId !== row.regionId) wrong(leaf.index, 'the market lies in another region than the price');
  const evidence = evidenceText({
    publishedAt: row.publishedAt,
    regionId: row.regionId,
    temperature: reading.temperature,
    humidity: reading.humidity,
    crowd: reading.crowd,
    score: verdict.score,
    priceChange: verdict.priceChange,
    impactScore: verdict.impactScore,
    dominantFactor: verdict.dominantFactor,
    factors: verdict.factors,
    detail: verdict.detail,
  });
  try {
    return leafText({
      ...leaf,
      readingId: row.readingId ?? '',
      deviceId: reading.deviceId,
      market: market.code,
      commodity: commodity.code,
      price: row.price,
      unit: commodity.unit,
      observedAt: row.observedAt,
      receivedAt: row.receivedAt,
      provenance: provenanceFromNumber(row.provenance),
      lane: laneFromNumber(verdict.lane),
      ruleVersion: verdict.ruleVersion,
      score: Math.round(verdict.score * 1000) / 1000,
      flags: verdict.flags,
      evidence: toHex(nodeSha256(utf8(evidence))),
    });
  } catch (error) {
    return wrong(leaf.index, error instanceof Error ? error.message : 'the rows have no canonical form');
  }
}

/** @throws FoundFault unless the row of a later verdict says what its leaf says */
export function compareVerdict(leaf: VerdictLeaf, verdict: SealedVerdict): void {
  const { index } = leaf;
  const same =
    verdict.observationId === leaf.observation &&
    verdict.lane === LANE_NUMBER[leaf.to] &&
    verdict.ruleVersion === leaf.ruleVersion &&
    verdict.decidedAt === leaf.at &&
    (verdict.decidedBy === 'judge') === (leaf.actor === 'system') &&
    verdict.flags.length === 1 &&
    verdict.flags[0] === leaf.reason;
  if (!same) wrong(index, 'the verdict row says otherwise');
  if (leaf.actor !== 'system' && !decided(verdict, leaf.actor))
    wrong(index, 'the verdict names somebody else');
  const evidence = toHex(nodeSha256(utf8(verdict.detail)));
  if (leaf.evidence !== undefined && leaf.evidence !== evidence) wrong(index, 'the reasons were rewritten');
}

/** Of who was forgotten nothing can be said any more. */
function decided({ actorSalt, decidedBy }: SealedVerdict, commitment: string): boolean {
  if (actorSalt == null) return false;
  return actorSalt.length === 0 || commitTo(nodeSha256, Uint8Array.from(actorSalt), decidedBy) === commitment;
}

/** Where two leaves part, with what follows there. */
function firstDifference(sealed: string, again: string): string {
  let at = 0;
  while (sealed[at] === again[at]) at++;
  const start = Math.max(sealed.lastIndexOf(',', at), sealed.indexOf('\n')) + 1;
  const cut = (text: string) => text.slice(start, start + 60);
  return `sealed ${cut(sealed)} … stored ${cut(again)} …`;
}
