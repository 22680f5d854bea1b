import type { DeviceActor } from '@/lib/auth/actor';
import { canReport } from '@/lib/auth/permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { parseReading } from '@/lib/ingest/parse-reading';
import type { Catalog } from '@/lib/market/catalog';
import type { Reading } from '@/lib/market/reading';

/** A phone may have been without a network for a week; a clock may run five minutes ahead. */
const MAX_PAST_MS = 7 * 86_400_000;
const MAX_FUTURE_MS = 5 * 60_000;

export interface Admission {
  readonly clock: Clock;
  catalog(): Catalog;
}

/**
 * From what a known device sent to a reading that may be judged.
 *
 * @param path where the reading stands in the body, e.g. `readings[3]`; names fields in errors
 * @throws SmpError INVALID with every bad field, FORBIDDEN for another device's name or market
 */
export function admitReading(admission: Admission, device: DeviceActor, body: unknown, path = ''): Reading {
  const parsed = parseReading(body, {
    catalog: admission.catalog(),
    receivedAt: admission.clock.now(),
    maxPastMs: MAX_PAST_MS,
    maxFutureMs: MAX_FUTURE_MS,
    path,
  });
  if (!parsed.ok)
    throw new SmpError('INVALID', 'The reading cannot be used as it is.', { errors: parsed.errors });
  if (!canReport(device, parsed.reading)) throw notYours(device, parsed.reading, path);
  return parsed.reading;
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
