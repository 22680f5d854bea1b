import { SmpError } from '@/lib/errors';
import type { Asked } from './asked';

const CHANGES_NOTHING = ['GET', 'HEAD'];

/**
 * Lets a request that is known by its cookie change something only when one of our own pages sent it: browsers
 * send cookies along whoever made the page, and always say who did.
 *
 * @param publicUrl our address; `null`: the one that the request came by
 * @throws SmpError FORBIDDEN
 */
export function requireSameOrigin(request: Asked, publicUrl: string | null): void {
  if (CHANGES_NOTHING.includes(request.method)) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const ours = publicUrl === null ? request.headers.get('host') : new URL(publicUrl).host;
  if (origin !== null && hostOf(origin) === ours && (site === null || site === 'same-origin')) return;
  const message = 'With a session, send this from a page of this platform; programs use an API token.';
  throw new SmpError('FORBIDDEN', message, {
    errors: [{ field: 'origin', code: 'foreign_origin', message }],
  });
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
