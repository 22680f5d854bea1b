'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { answering, field } from '@/app/act';
import { readVisit, requireActor } from '@/app/portal-actor';
import { showLink } from '@/app/show-link';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { getRuntime } from '@/lib/runtime';
import { changePerson, type PersonChange } from '@/lib/services/change-person';
import { invitePerson } from '@/lib/services/invite-person';
import { resetPerson } from '@/lib/services/reset-person';

const standing = (form: FormData) => ({
  name: field(form, 'name'),
  role: field(form, 'role'),
  market: field(form, 'market').trim(),
  region: field(form, 'region'),
});

export async function invite(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage people');
  return answering(async () => {
    const { requestId } = await readVisit();
    const input = { ...standing(form), email: field(form, 'email') };
    const invited = await invitePerson(getRuntime(), actor, input, requestId);
    revalidatePath('/portal/orang');
    return showLink(invited);
  });
}

export async function changeStanding(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  return change(form, () => ({ kind: 'standing', to: standing(form) }));
}

export async function disable(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  return change(form, () => ({ kind: 'disable' }));
}

export async function enable(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  return change(form, () => ({ kind: 'enable' }));
}

async function change(form: FormData, to: () => PersonChange): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage people');
  return answering(async () => {
    const { requestId } = await readVisit();
    await changePerson(getRuntime(), actor, field(form, 'person'), to(), requestId);
    revalidatePath('/portal/orang', 'layout');
    const t = await getTranslations('people');
    return { done: t('changed') };
  });
}

export async function reset(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const { actor } = await requireActor('manage people');
  return answering(async () => {
    const { requestId } = await readVisit();
    const options = { secondStep: field(form, 'second') === 'on' };
    return showLink(await resetPerson(getRuntime(), actor, field(form, 'person'), options, requestId));
  });
}
