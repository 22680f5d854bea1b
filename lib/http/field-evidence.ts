import { z } from 'zod';
import { keepEvidence, MAX_PHOTO_BYTES } from '@/lib/services/keep-evidence';
import { openSingle } from '@/lib/services/open-body';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { parseFields } from './query';
import { readJsonText } from './read-body';

/** Base64 takes four characters for three bytes; the rest of the message is small. */
const BODY_BYTES = Math.ceil(MAX_PHOTO_BYTES / 3) * 4 + 4 * 1024;

export const evidenceBody = z
  .strictObject({
    reading_id: z.uuid(),
    photo: z.base64().min(1).optional().meta({ description: 'JPEG of up to 200 kB in Base 64' }),
    photo_sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    position: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        accuracy_m: z.number().min(0).max(1_000_000),
      })
      .optional()
      .meta({ description: 'Only the distance to the market is kept' }),
  })
  .superRefine((body, context) => {
    if (body.photo === undefined && body.position === undefined)
      context.addIssue({ code: 'custom', path: ['photo'], message: 'Send a photo, a position or both' });
    if ((body.photo === undefined) !== (body.photo_sha256 === undefined))
      context.addIssue({ code: 'custom', path: ['photo_sha256'], message: 'A photo comes with its SHA-256' });
  });

/** `POST /api/field/evidence`: what an enumerator chose to send beside a reading that is stored. */
export const fieldEvidence = door('field-evidence', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  const body = parseFields(openSingle(await readJsonText(request, BODY_BYTES)), evidenceBody);
  const { reading_id: readingId, photo, photo_sha256, position } = body;
  const fresh = await keepEvidence(runtime, device, {
    readingId,
    photo: photo === undefined ? null : new Uint8Array(Buffer.from(photo, 'base64')),
    photoSha256: photo_sha256 ?? null,
    position: position === undefined ? null : { ...position, accuracy: position.accuracy_m },
  });
  return json({ reading_id: readingId, kept: true }, fresh ? 201 : 200);
});
