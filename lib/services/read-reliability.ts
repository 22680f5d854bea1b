import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { isoToDay, localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { readOthersUntil } from '@/lib/store/devices/holders';
import { readDeviceDays } from '@/lib/store/review/read-device-days';
import { advise, HALF_LIFE_DAYS, PRIOR, type Reliability, reliabilityOf } from '@/lib/validate/reliability';
import { reporterAdvice } from './told-evidence';

/** Older days weigh a tenth and less. */
export const RELIABILITY_WINDOW_MS = 300 * 86_400_000;

/** How far the reports of one device stood until now, whoever had it, or those of whoever has it now. */
export async function readReliability(
  deps: { readonly pool: Pool; readonly clock: Clock },
  device: { readonly deviceId: string; readonly marketId: number },
  whose: 'anybody' | 'holder' = 'anybody',
): Promise<Reliability> {
  const now = deps.clock.now();
  const days = await readDeviceDays(deps.pool, now - RELIABILITY_WINDOW_MS, device, whose);
  return reliabilityOf(
    days.map((d) => ({ ...d, day: isoToDay(d.day) })),
    localDay(now, 'Asia/Jakarta'),
  );
}

/**
 * The same as whoever has the device now reads it: of their own reports. The weight is the device's, with which the judge
 * takes its prices.
 */
export async function tellReliability(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  device: { readonly deviceId: string; readonly marketId: number },
) {
  const [{ weight }, found, othersUntil] = await Promise.all([
    readReliability(deps, device),
    readReliability(deps, device, 'holder'),
    readOthersUntil(deps.pool, device.deviceId),
  ]);
  const habits = await reporterAdvice(deps, device.deviceId, othersUntil);
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return {
    device_id: device.deviceId,
    reliability: round(found.mean),
    low: round(found.low),
    high: round(found.high),
    weight: round(weight),
    upheld_days: round(found.upheldDays),
    overturned_days: round(found.overturnedDays),
    prior: PRIOR,
    half_life_days: HALF_LIFE_DAYS,
    advice: advise(found),
    habits,
  };
}
