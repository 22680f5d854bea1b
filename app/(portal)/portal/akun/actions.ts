'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { toString as toQr } from 'qrcode';
import { answering, field } from '@/app/act';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { Proposal } from '@/components/people/SecondStep';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { isSmpError, SmpError } from '@/lib/errors';
import { getRuntime } from '@/lib/runtime';
import { endSessions } from '@/lib/services/end-sessions';
import { confirmSecondStep, proposeSecondStep, removeSecondStep } from '@/lib/services/second-step';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The QR that an authenticator app reads, and the same secret for typing; `null` when the second step was switched on
 * meanwhile, in another tab, which the page then shows.
 */
export async function beginSecondStep(): Promise<Proposal | null> {
  const person = await requireActor('keep the own account');
  const proposed = await proposeSecondStep(getRuntime(), person).catch((error: unknown) => {
    if (isSmpError(error) && error.code === 'CONFLICT') return null;
    throw error;
  });
  if (proposed === null) {
    revalidatePath('/portal/akun');
    return null;
  }
  const { uri, typed } = proposed;
  const svg = await toQr(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return { qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, typed };
}

export async function finishSecondStep(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const person = await requireActor('keep the own account');
  return answering(async () => {
    const { requestId } = await readVisit();
    const codes = await confirmSecondStep(getRuntime(), person, field(form, 'code'), requestId);
    const t = await getTranslations('account');
    return { shown: { title: t('codes'), lines: codes } };
  });
}

export async function dropSecondStep(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const person = await requireActor('keep the own account');
  return answering(async () => {
    const { requestId } = await readVisit();
    await removeSecondStep(getRuntime(), person, field(form, 'password'), requestId);
    revalidatePath('/portal/akun');
    return {};
  });
}

/** Ends one of the own sessions, or all but this one when none is named. */
export async function endOwnSessions(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor, sessionId } = await requireActor('keep the own account');
  return answering(async () => {
    const named = field(form, 'session');
    // A name that is none must not sign out everywhere.
    if (named !== '' && !UUID.test(named)) throw new SmpError('NOT_FOUND', 'There is no such session.');
    const choice =
      named === '' ? { userId: actor.userId, except: sessionId } : { userId: actor.userId, only: named };
    await endSessions(getRuntime(), actor, choice, (await readVisit()).requestId);
    revalidatePath('/portal/akun');
    return {};
  });
}
