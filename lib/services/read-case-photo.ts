import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { canSeeReview } from '@/lib/auth/review-permissions';
import { SmpError } from '@/lib/errors';
import { readPhoto } from '@/lib/store/review/evidence';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { noSuchCase } from './review-refusals';

/** The picture that came with a price, JPEG. @throws SmpError NOT_FOUND, FORBIDDEN */
export async function readCasePhoto(
  { pool }: { readonly pool: Pool },
  actor: Actor,
  id: number,
): Promise<Uint8Array> {
  const row = (await readReviewed(pool, [id])).get(id);
  if (row === undefined) throw noSuchCase();
  if (!canSeeReview(actor, row))
    throw new SmpError('FORBIDDEN', 'Your role does not see the held prices of this market.');
  const photo = await readPhoto(pool, row);
  if (photo === null) throw new SmpError('NOT_FOUND', 'No photo came with this price.');
  return photo;
}
