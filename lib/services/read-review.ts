import { type Actor, personBehind } from '@/lib/auth/actor';
import { canSeeReview } from '@/lib/auth/review-permissions';
import { SmpError } from '@/lib/errors';
import type { CaseCard } from '@/lib/live/review';
import { dayToIso, localDay } from '@/lib/market/calendar';
import type { ReviewCase } from '@/lib/review/case';
import { needsTwo } from '@/lib/review/effect';
import { targetOf } from '@/lib/review/step';
import { readHistoryRows } from '@/lib/store/board/read-history';
import { readEvidence } from '@/lib/store/review/evidence';
import { readVerdicts } from '@/lib/store/review/read-queue';
import { type ReviewedRow, readReviewed } from '@/lib/store/review/read-reviewed';
import { effectOn } from './foresee-review';
import { readReliability } from './read-reliability';
import { caseEvents } from './review-events';
import { firstVerdict, reviewLine } from './review-line';
import { neighboursOf } from './review-neighbours';
import { noSuchCase } from './review-refusals';
import { toldEvidence } from './told-evidence';
import type { ReviewDeps } from './write-review';

/** Days of history on a card. */
const DAYS = 30;

/** Everything about the case of one price. @throws SmpError NOT_FOUND, FORBIDDEN */
export async function readReview(deps: ReviewDeps, actor: Actor, id: number): Promise<CaseCard> {
  const row = (await readReviewed(deps.pool, [id])).get(id);
  const verdicts = await readVerdicts(deps.pool, [id]);
  const [first] = verdicts;
  if (row === undefined || first === undefined) throw noSuchCase();
  if (!canSeeReview(actor, row)) {
    throw new SmpError('FORBIDDEN', 'Your role does not see the held prices of this market.');
  }
  const catalog = deps.catalog();
  const now = deps.clock.now();
  const verdict = firstVerdict(first);
  const { line, at } = reviewLine(catalog, actor, row, verdict, now);
  const market = catalog.markets.get(row.marketId);
  const [history, regionHistory, reliability, evidence, effect, events, attached] = await Promise.all([
    readDays(deps, row, 2, row.marketId),
    readDays(deps, row, 1, row.regionId),
    readReliability(deps, row),
    toldEvidence(deps, [row.deviceId]),
    foremostEffect(deps, row, at),
    caseEvents(deps.pool, row, verdicts),
    readEvidence(deps.pool, row),
  ]);
  const who = personBehind(actor);
  const { pending } = at;
  return {
    ...line,
    score: Math.round(first.score * 1_000) / 1_000,
    rule_version: first.ruleVersion,
    detectors: verdict.detectors,
    latitude: market?.latitude ?? 0,
    longitude: market?.longitude ?? 0,
    time_zone: catalog.regions.get(row.regionId)?.timeZone ?? 'Asia/Jakarta',
    history,
    region_history: regionHistory,
    neighbours: market === undefined ? [] : neighboursOf(catalog, deps.lastPrices, market, row.commodityId),
    reliability: {
      device_id: row.deviceId,
      mean: reliability.mean,
      weight: reliability.weight,
      upheld_days: reliability.upheldDays,
      overturned_days: reliability.overturnedDays,
    },
    evidence: evidence.get(row.deviceId) ?? [],
    effect,
    pending:
      pending === null
        ? null
        : { act: pending.act, corrected_price: pending.correctedPrice, mine: line.own_proposal },
    handed_on: at.handedOn,
    barred: at.barred.includes(who),
    attached:
      attached === null
        ? null
        : {
            photo: attached.photoHash !== null,
            distance_m: attached.distanceM,
            accuracy_m: attached.accuracyM,
          },
    events,
  };
}

/** What a card tells beforehand: undoing what was decided, letting a held price in, or taking an accepted one out. */
async function foremostEffect(
  deps: ReviewDeps,
  row: ReviewedRow,
  at: ReviewCase,
): Promise<CaseCard['effect']> {
  const base = at.before?.state ?? at.state;
  const decision = base === 'decided' ? 'undo' : at.lane === 'accepted' ? 'reject' : 'accept';
  const target = targetOf(at, { decision, correctedPrice: null });
  const effect = target === null ? { region: null, nation: null } : await effectOn(deps, row, at, target);
  return { decision, ...effect, two_people: needsTwo(effect) };
}

async function readDays({ pool, catalog }: ReviewDeps, row: ReviewedRow, level: 1 | 2, areaId: number) {
  const day = localDay(row.observedAt, catalog().regions.get(row.regionId)?.timeZone ?? 'Asia/Jakarta');
  const rows = await readHistoryRows(pool, {
    level,
    areaId,
    commodityId: row.commodityId,
    interval: 'day',
    from: dayToIso(day - DAYS),
    to: dayToIso(day + 3),
    limit: DAYS + 4,
  });
  return rows.map(({ t, price }) => ({ day: t, price }));
}
