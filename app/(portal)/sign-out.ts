'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { usesHttps } from '@/lib/http/person';
import { getRuntime } from '@/lib/runtime';
import { endSessions } from '@/lib/services/end-sessions';
import { currentPerson, readVisit } from '../portal-actor';

/** Ends the own session: in the database, so that a copied cookie is worth nothing either. */
export async function signOut(): Promise<void> {
  const runtime = getRuntime();
  const person = await currentPerson();
  if (person !== null) {
    const choice = { userId: person.actor.userId, only: person.sessionId };
    await endSessions(runtime, person.actor, choice, (await readVisit()).requestId);
  }
  (await cookies()).delete(sessionCookieName(usesHttps(runtime)));
  redirect('/');
}
