import { type Actor, personBehind } from '@/lib/auth/actor';
import { canAppeal, canReview } from '@/lib/auth/review-permissions';
import type { CaseLine } from '@/lib/live/review';
import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import { laneFromNumber } from '@/lib/market/lane';
import type { Verdict } from '@/lib/market/verdict';
import { caseOf, type ReviewCase } from '@/lib/review/case';
import type { StoredVerdict } from '@/lib/store/review/read-queue';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';
import { readVerdictDetail } from '@/lib/store/river/verdict-detail';
import { explain } from '@/lib/validate/explain';

/** The first verdict as the judge gave it, out of its row. */
export function firstVerdict(row: StoredVerdict): Verdict {
  const { detectors, expected, accepted } = readVerdictDetail(row.detail);
  return {
    lane: laneFromNumber(row.lane),
    score: row.score,
    flags: row.flags,
    ruleVersion: row.ruleVersion,
    detectors,
    expected,
    acceptedRange: accepted,
  };
}

/** One case as its viewer sees it. */
export function reviewLine(
  catalog: Catalog,
  actor: Actor,
  row: ReviewedRow,
  verdict: Verdict,
  now: number,
): { readonly line: CaseLine; readonly at: ReviewCase } {
  const at = caseOf(row, now);
  const commodity = catalog.commodities.get(row.commodityId);
  const market = catalog.markets.get(row.marketId);
  const line: CaseLine = {
    id: row.observationId,
    version: at.version,
    state: at.state,
    lane: row.lane,
    commodity: commodity?.code ?? '',
    commodity_name: { id: commodity?.nameId ?? '', en: commodity?.nameEn ?? '' },
    unit: commodity?.unit ?? '',
    market_id: market?.code ?? '',
    market: market?.name ?? '',
    region_id: row.regionId,
    region: catalog.regions.get(row.regionId)?.name ?? '',
    device_id: row.deviceId,
    price: row.price,
    corrected_price: at.decided?.correctedPrice ?? null,
    expected: verdict.expected,
    accepted_range: verdict.acceptedRange,
    flags: verdict.flags,
    why: { id: explain(verdict, row, 'id'), en: explain(verdict, row, 'en') },
    observed_at: isoTime(row.observedAt),
    received_at: isoTime(row.receivedAt),
    due_at: at.dueAt === null ? null : isoTime(at.dueAt),
    overdue: at.overdue,
    simulated: row.provenance === 'simulated',
    own_proposal: at.pending !== null && at.pending.person === personBehind(actor),
    may_decide: canReview(actor, row),
    may_appeal: canAppeal(actor, row),
  };
  return { line, at };
}
