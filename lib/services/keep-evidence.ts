import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { plainJpeg } from '@/lib/ingest/plain-jpeg';
import type { Catalog } from '@/lib/market/catalog';
import { distanceKm, type Point } from '@/lib/market/point';
import {
  countEvidence,
  dropEvidence,
  insertEvidence,
  readEvidence,
  readingArrived,
} from '@/lib/store/review/evidence';

export const MAX_PHOTO_BYTES = 200 * 1024;
const DAY_MS = 86_400_000;
/** How long after its reading it may come: a phone may have no network for a week. */
const WITHIN_MS = 14 * DAY_MS;
/** Three rounds of the whole catalogue; what a device sends beyond that fills the disk and helps nobody. */
const A_DAY = 200;
const RETRY_S = 3_600;
/** Reviews end within days; an appeal may take weeks. */
export const KEPT_DAYS = 90;

interface Deps {
  readonly pool: Pool;
  readonly clock: Clock;
}

export interface EvidenceInput {
  readonly readingId: string;
  readonly photo: Uint8Array | null;
  /** SHA-256 that the phone says its photo has, hex. */
  readonly photoSha256: string | null;
  /** Where the phone was; `accuracy` is the radius in metres. */
  readonly position: (Point & { readonly accuracy: number }) | null;
}

/**
 * Keeps what an enumerator chose to send beside a reading of theirs, once: a picture without its description, and
 * how far from the market the phone was. Where exactly it was is worked out here and kept nowhere. A repeat is
 * answered like the first time.
 *
 * @returns whether it is new
 * @throws SmpError NOT_FOUND for a reading that this device did not send or sent too long ago; INVALID for what is
 *   no picture or did not arrive whole; TOO_MANY; CONFLICT when another picture is kept already
 */
export async function keepEvidence(
  deps: Deps & { catalog(): Catalog },
  device: DeviceActor,
  input: EvidenceInput,
): Promise<boolean> {
  const now = deps.clock.now();
  const arrived = await readingArrived(deps.pool, input.readingId, device.deviceId);
  if (arrived === null || now - arrived > WITHIN_MS) {
    const message = 'This device sent no such reading in the last two weeks.';
    throw new SmpError('NOT_FOUND', message, {
      errors: [{ field: 'reading_id', code: 'unknown_reading', message }],
    });
  }
  const { photo, hash } = checkPhoto(input);
  if ((await countEvidence(deps.pool, device.deviceId, now - DAY_MS)) >= A_DAY) {
    throw new SmpError('TOO_MANY', `A device sends at most ${A_DAY} photos and positions a day.`, {
      retryAfter: RETRY_S,
    });
  }
  const market = deps.catalog().markets.get(device.marketId);
  const { position } = input;
  const fresh = await insertEvidence(
    deps.pool,
    input.readingId,
    device.deviceId,
    {
      photo,
      photoHash: hash,
      distanceM:
        position === null || market === undefined ? null : Math.round(distanceKm(position, market) * 1_000),
      accuracyM: position === null ? null : Math.round(position.accuracy),
    },
    now,
  );
  if (fresh) return true;
  const held = await readEvidence(deps.pool, { readingId: input.readingId, deviceId: device.deviceId });
  if (Buffer.compare(held?.photoHash ?? Buffer.alloc(0), hash ?? Buffer.alloc(0)) === 0) return false;
  const message = 'Another photo of this reading is kept already.';
  throw new SmpError('CONFLICT', message, { errors: [{ field: 'photo', code: 'kept_already', message }] });
}

function checkPhoto({ photo, photoSha256 }: EvidenceInput) {
  if (photo === null) return { photo: null, hash: null };
  if (photo.length > MAX_PHOTO_BYTES) throw bad('too_large', 'A photo has at most 200 kB; make it smaller.');
  const hash = createHash('sha256').update(photo).digest();
  if (hash.toString('hex') !== photoSha256)
    throw bad('wrong_hash', 'The photo is not the one that its SHA-256 names; send it again.');
  const plain = plainJpeg(photo);
  if (plain === null) throw bad('no_jpeg', 'Send a whole JPEG of up to 4096 by 4096 pixels.');
  return { photo: plain, hash };
}

/** Forgets evidence whose time is over. */
export function forgetEvidence({ pool, clock }: Deps): Promise<void> {
  return dropEvidence(pool, clock.now() - KEPT_DAYS * DAY_MS);
}

function bad(code: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field: 'photo', code, message }] });
}
