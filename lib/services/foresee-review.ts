import { dayToIso, localDay } from '@/lib/market/calendar';
import type { ReviewCase } from '@/lib/review/case';
import { type Effect, effectOf, needsTwo } from '@/lib/review/effect';
import { nextStep, type Outcome, type Target, targetOf, type Wish } from '@/lib/review/step';
import { readEffect } from '@/lib/store/review/read-effect';
import type { ReviewedRow } from '@/lib/store/review/read-reviewed';
import type { ReviewDeps } from './write-review';

type Deps = Pick<ReviewDeps, 'pool' | 'catalog'>;

/**
 * What becomes of a wish, and how far it moves averages; `null` where it moves none. The same before it is sent as when
 * it is. @param now ms
 */
export async function foreseeReview(
  deps: Deps,
  row: ReviewedRow,
  at: ReviewCase,
  wish: Wish,
  now: number,
): Promise<{ readonly outcome: Outcome; readonly effect: Effect | null }> {
  const target = targetOf(at, wish);
  const effect = target === null ? null : await effectOn(deps, row, at, target);
  return { effect, outcome: nextStep(at, wish, row.price, effect !== null && needsTwo(effect), now) };
}

/** How far the averages of the price's day would move. */
export async function effectOn(
  { pool, catalog }: Deps,
  row: ReviewedRow,
  at: ReviewCase,
  target: Target,
): Promise<Effect> {
  const zone = catalog().regions.get(row.regionId)?.timeZone ?? 'Asia/Jakarta';
  const { market, region, nation } = await readEffect(pool, row, dayToIso(localDay(row.observedAt, zone)));
  const standing = at.decided?.act === 'correct' ? at.decided.correctedPrice : null;
  const counted = (lane: string, corrected: number | null) => [
    ...(lane === 'accepted' ? [row.price] : []),
    ...(corrected === null ? [] : [corrected]),
  ];
  return effectOf(
    market,
    region,
    nation,
    counted(at.lane, standing),
    counted(target.to, target.correctedPrice),
  );
}
