import type { DeviceActor } from '@/lib/auth/actor';
import { canReport } from '@/lib/auth/permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { parseReading, type ReadingName } from '@/lib/ingest/parse-reading';
import type { Catalog } from '@/lib/market/catalog';
import type { Reading } from '@/lib/market/reading';

/** A phone may have been without a network for a week; a clock may run five minutes ahead. */
const MAX_PAST_MS = 7 * 86_400_000;
const MAX_FUTURE_MS = 5 * 60_000;

export interface Admission {
  readonly clock: Clock;
  catalog(): Catalog;
}

/** A reading that may be judged, or why it may not. */
export type Admitted =
  | { readonly ok: true; readonly reading: Reading }
  | {
      readonly ok: false;
      /** INVALID with every bad field, FORBIDDEN for another device's name or market. */
      readonly refusal: SmpError;
      /** Names a reading of the device's own that would be taken on another day or at another market, `null` for others. */
      readonly late: ReadingName | null;
    };

/**
 * From what a known device sent to a reading that may be judged.
 *
 * @param path where the reading stands in the body, e.g. `readings[3]`; names fields in errors
 */
export function admitReading(admission: Admission, device: DeviceActor, body: unknown, path = ''): Admitted {
  const parsed = parseReading(body, {
    catalog: admission.catalog(),
    receivedAt: admission.clock.now(),
    maxPastMs: MAX_PAST_MS,
    maxFutureMs: MAX_FUTURE_MS,
    path,
  });
  if (parsed.ok && canReport(device, parsed.reading)) return parsed;
  const refusal = parsed.ok
    ? notYours(device, parsed.reading, path)
    : new SmpError('INVALID', 'The reading cannot be used as it is.', { errors: parsed.errors });
  const named = parsed.ok ? parsed.reading : parsed.late;
  return { ok: false, refusal, late: named?.deviceId === device.deviceId ? named : null };
}

function notYours(device: DeviceActor, reading: Reading, path: string): SmpError {
  const field = reading.deviceId === device.deviceId ? 'market_id' : 'device_id';
  return new SmpError('FORBIDDEN', 'A device reports for itself and for its own market.', {
    errors: [
      {
        field: path === '' ? field : `${path}.${field}`,
        code: 'not_yours',
        message: `The token belongs to device ${device.deviceId}; send its own device_id and market_id.`,
      },
    ],
  });
}
