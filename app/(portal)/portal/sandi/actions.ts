'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answering, field } from '@/app/act';
import { readVisit, requireSignedIn } from '@/app/portal-actor';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { nextPage, START_PAGE } from '@/lib/auth/next-page';
import { getRuntime } from '@/lib/runtime';
import { changePassword } from '@/lib/services/change-password';

/** Everybody who is signed in may replace the own password. */
export async function changeOwnPassword(_before: ActionAnswer | null, form: FormData): Promise<ActionAnswer> {
  const person = await requireSignedIn();
  const answer = await answering(async () => {
    const next = field(form, 'next');
    if (next !== field(form, 'again'))
      return { fault: (await getTranslations('faults'))('differ'), field: 'again' };
    const input = { current: field(form, 'current'), next };
    await changePassword(getRuntime(), person, input, (await readVisit()).requestId);
    return {};
  });
  if (answer.fault !== undefined) return answer;
  // The rail was empty as long as the first password stood.
  revalidatePath('/portal', 'layout');
  redirect(nextPage(field(form, 'then')) ?? START_PAGE);
}
