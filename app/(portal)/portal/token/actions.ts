'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { answering, field } from '@/app/act';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { getRuntime } from '@/lib/runtime';
import { endToken, issueToken, rotateToken } from '@/lib/services/manage-tokens';

export async function issue(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage tokens');
  return answering(async () => {
    const { requestId } = await readVisit();
    const input = {
      name: field(form, 'name'),
      role: field(form, 'role'),
      scopes: form.getAll('scope').map(String),
      marketId: actor.marketId,
      regionId: actor.marketId === null ? (actor.regionId ?? regionSaid(field(form, 'region'))) : null,
      days: Number(field(form, 'days')),
    };
    return shown((await issueToken(getRuntime(), actor, input, requestId)).token);
  });
}

export async function rotate(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage tokens');
  return answering(async () => {
    const { requestId } = await readVisit();
    const options = { overlapHours: Number(field(form, 'overlap')) };
    const fresh = await rotateToken(getRuntime(), actor, field(form, 'token'), options, requestId);
    return shown(fresh.token);
  });
}

export async function revoke(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage tokens');
  return answering(async () => {
    const { requestId } = await readVisit();
    await endToken(getRuntime(), actor, field(form, 'token'), requestId);
    revalidatePath('/portal/token');
    return {};
  });
}

async function shown(token: string): Promise<ActionAnswer> {
  const t = await getTranslations('tokens');
  revalidatePath('/portal/token');
  return { shown: { title: t('shown'), lines: [token] } };
}

/** Nothing chosen is the nation; what is no number is no province, and never the nation. */
const regionSaid = (text: string) => (text === '' ? null : Number(text));
