import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { may, type Place, type Sentence } from '@/lib/auth/may';
import { leadingTo, nextPage } from '@/lib/auth/next-page';
import type { SignedIn } from '@/lib/auth/signed-in';
import { signedInBy } from '@/lib/http/person';
import { getRuntime } from '@/lib/runtime';
import type { Visit } from '@/lib/services/open-session';

export const SIGN_IN_PATH = '/masuk';
export const OWN_PASSWORD_PATH = '/portal/sandi';
export const REFUSED_PATH = '/portal/ditolak';

/** Who is signed in, asked once a request; `null` for a visitor. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const jar = await cookies();
  return signedInBy(
    getRuntime(),
    jar
      .getAll()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; '),
  );
});

/**
 * Whoever is signed in, else the sign-in page, which leads back. Only for what must work before the password was changed.
 */
export async function requireSignedIn(): Promise<SignedIn> {
  return (await currentPerson()) ?? redirect(leadingTo(SIGN_IN_PATH, await pageAsked()));
}

/** The page of ours that this request is for; a form was sent from the page that its action belongs to. */
async function pageAsked(): Promise<string | null> {
  return nextPage((await headers()).get('x-smp-page'));
}

/**
 * Whoever is signed in and may do this; else the page that says what to do instead. Every page of the portal and
 * every server action calls it before anything else.
 *
 * @param sentence a row of `lib/auth/may.ts`
 * @param place where it is done, when it is done somewhere; narrow lists by `covers`
 */
export async function requireActor(sentence: Sentence, place?: Place): Promise<SignedIn> {
  const person = await requireSignedIn();
  if (person.mustChangePassword) redirect(leadingTo(OWN_PASSWORD_PATH, await pageAsked()));
  if (!may(person.actor, sentence, place)) redirect(REFUSED_PATH);
  return person;
}

/** The request id of the audit, and where the request came from. */
export async function readVisit(): Promise<Visit> {
  const found = await headers();
  return {
    userAgent: found.get('user-agent'),
    address: found.get('x-smp-address'),
    requestId: found.get('x-request-id'),
  };
}
