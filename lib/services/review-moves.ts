import { randomUUID } from 'node:crypto';
import { weigh } from '@/lib/impact/weigh';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Verdict } from '@/lib/market/verdict';
import type { Step } from '@/lib/review/step';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';
import type { Decision } from '@/lib/store/river/decided-price';
import { factorsText } from '@/lib/store/river/factors-text';
import { verdictDetail } from '@/lib/store/river/verdict-detail';
import { priceReports, storableImpact } from './judge-reading';
import type { RiverMemory } from './river-memory';

/** What stands as the rule wherever a person decided. */
export const REVIEW_RULE = 'review/1';

/** How a corrected price names its origin; no device can have this name. */
export const correctionDevice = (observationId: number) => `review:${observationId}`;

/** The lanes that a step moves: of the price itself first, then of corrections. */
export function movesOf(row: ReviewedRow, step: Step, reason: string, actor: string): readonly Decision[] {
  if (!step.takesEffect) return [];
  const { observedAt, observationId } = row;
  const rest = { observedAt, follows: null, ruleVersion: REVIEW_RULE, detectors: [], decidedBy: actor };
  const moves: Decision[] = [{ ...rest, observationId, to: step.to, reason }];
  if (step.drops !== null) {
    moves.push({ ...rest, observationId: step.drops, to: 'quarantined', reason: 'correction_withdrawn' });
  }
  if (step.restores !== null) {
    moves.push({ ...rest, observationId: step.restores, to: 'accepted', reason: 'correction_restored' });
  }
  return moves;
}

/** The corrected price as a reading of its own: measured when the first one was, known from now on. */
export function correctionOf(
  catalog: Catalog,
  memory: RiverMemory,
  row: ReviewedRow,
  price: number,
  now: number,
): JudgedReading {
  const { marketId, regionId, commodityId, observedAt, provenance } = row;
  const reading = {
    readingId: randomUUID(),
    deviceId: correctionDevice(row.observationId),
    marketId,
    regionId,
    observedAt,
    receivedAt: now,
    temperature: null,
    humidity: null,
    crowd: null,
    prices: [{ commodityId, saidAs: 'correction', price }],
  };
  const verdict: Verdict = {
    lane: 'accepted',
    score: 0,
    flags: ['corrected'],
    ruleVersion: REVIEW_RULE,
    detectors: [],
    expected: null,
    acceptedRange: null,
  };
  const impacts = priceReports(catalog, reading).map((r) => storableImpact(weigh(r, memory.impact)));
  return {
    reading,
    provenance,
    verdicts: [verdict],
    details: impacts.map((impact) => verdictDetail(verdict, 'correction', impact)),
    impacts,
    factors: impacts.map((impact) => factorsText(impact.factorsWithWeights)),
  };
}
