import type { TokenActor, UserActor } from '@/lib/auth/actor';
import { may, type Sentence } from '@/lib/auth/may';
import { readSessionCookie } from '@/lib/auth/session-cookie';
import type { SignedIn } from '@/lib/auth/signed-in';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { authenticateApiToken } from '@/lib/services/api-tokens';
import type { Asked } from './asked';
import { bearerToken } from './bearer';
import { requireSameOrigin } from './same-origin';

/** Whether cookies of this installation travel by https only. */
export function usesHttps(runtime: Pick<Runtime, 'config'>): boolean {
  return runtime.config.publicUrl?.startsWith('https://') ?? false;
}

/** Who is signed in according to a `cookie` header; `null` for nobody. */
export function signedInBy(runtime: Runtime, cookies: string | null): Promise<SignedIn | null> {
  return runtime.sessions.authenticate(readSessionCookie(cookies, usesHttps(runtime)));
}

/**
 * The person or program behind a request, who may do this somewhere: by API token when it shows one, else by
 * session. Ask before the body is read; where it may be done is asked when the place is known.
 *
 * @throws SmpError UNAUTHENTICATED; FORBIDDEN for another role, for a session that another site uses, or whose
 * password must be changed first
 */
export async function personOf(
  request: Asked,
  runtime: Runtime,
  sentence: Sentence,
): Promise<UserActor | TokenActor> {
  const actor = await callerOf(request, runtime);
  if (may(actor, sentence)) return actor;
  throw new SmpError('FORBIDDEN', `The role "${actor.role}" may not ${sentence}.`);
}

async function callerOf(request: Asked, runtime: Runtime): Promise<UserActor | TokenActor> {
  if (request.headers.get('authorization') === null) {
    const person = await signedInBy(runtime, request.headers.get('cookie'));
    if (person !== null) {
      requireSameOrigin(request, runtime.config.publicUrl);
      if (!person.mustChangePassword) return person.actor;
      throw new SmpError('FORBIDDEN', 'Choose a password of your own first, at /portal/sandi.');
    }
  }
  return authenticateApiToken(runtime.db, bearerToken(request), runtime.clock.now());
}
