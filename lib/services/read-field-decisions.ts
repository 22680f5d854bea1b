import type { Pool } from 'pg';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { FieldDecision, FieldDecisions } from '@/lib/live/field';
import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import { caseOf } from '@/lib/review/case';
import { readDeviceCases } from '@/lib/store/review/read-device-cases';
import { type ReviewedRow, readReviewed } from '@/lib/store/review/read-reviewed';
import { isAppealable } from './is-appealable';
import { toldCommodity } from './told-commodity';

/** More than a phone shows without scrolling for long; what is older is history. */
const CASES = 30;

/**
 * What people decided in the last month about the prices that whoever has a device now reported with it, the newest
 * price first. A decision that was
 * undone is not told: the price waits again.
 */
export async function readFieldDecisions(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  device: DeviceActor,
): Promise<FieldDecisions> {
  const now = deps.clock.now();
  const ids = await readDeviceCases(deps.pool, device, now, CASES);
  const rows = await readReviewed(deps.pool, ids);
  const catalog = deps.catalog();
  return {
    device_id: device.deviceId,
    decisions: ids.flatMap((id) => {
      const row = rows.get(id);
      const told = row === undefined ? null : tellDecision(catalog, device, row, now);
      return told === null ? [] : [told];
    }),
  };
}

function tellDecision(
  catalog: Catalog,
  device: DeviceActor,
  row: ReviewedRow,
  now: number,
): FieldDecision | null {
  const at = caseOf(row, now);
  const { decided } = at;
  if (decided === null) return null;
  const { act, reason, correctedPrice } = decided;
  if (act !== 'accept' && act !== 'reject' && act !== 'correct') return null;
  return {
    observation: row.observationId,
    ...toldCommodity(catalog, row.commodityId),
    price: row.price,
    observed_at: isoTime(row.observedAt),
    act,
    reason,
    corrected_price: correctedPrice,
    decided_at: isoTime(decided.at),
    appealed: at.state === 'appealed',
    may_appeal: isAppealable(device, row, at, now),
  };
}
