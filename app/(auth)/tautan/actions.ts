'use server';

import { getTranslations } from 'next-intl/server';
import { answering, field } from '@/app/act';
import { readVisit } from '@/app/portal-actor';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { getRuntime } from '@/lib/runtime';
import { redeemLink } from '@/lib/services/redeem-link';

/** Open to everyone: the link is what proves who it is. */
export async function chooseByLink(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  return answering(async () => {
    const [t, faults] = await Promise.all([getTranslations('link'), getTranslations('faults')]);
    const password = field(form, 'next');
    if (password !== field(form, 'again')) return { fault: faults('differ'), field: 'again' };
    const { requestId } = await readVisit();
    const email = await redeemLink(getRuntime(), field(form, 'token').slice(0, 128), password, requestId);
    return { done: t('done', { email }) };
  });
}
