'use server';

import { redirect } from 'next/navigation';
import { readVisit, requireSignedIn } from '@/app/portal-actor';
import { isSmpError } from '@/lib/errors';
import { getRuntime } from '@/lib/runtime';
import { changePassword } from '@/lib/services/change-password';

export interface PasswordAnswer {
  /** Code of what stands against it. */
  readonly fault: string;
}

/** Everybody who is signed in may replace the own password. */
export async function changeOwnPassword(
  _before: PasswordAnswer | null,
  form: FormData,
): Promise<PasswordAnswer> {
  const person = await requireSignedIn();
  const [current, next, again] = ['current', 'next', 'again'].map((name) => String(form.get(name) ?? ''));
  if (next !== again) return { fault: 'differ' };
  try {
    const input = { current: current ?? '', next: next ?? '' };
    await changePassword(getRuntime(), person, input, (await readVisit()).requestId);
  } catch (error) {
    if (isSmpError(error) && error.code === 'INVALID') return { fault: error.errors[0]?.code ?? 'failed' };
    throw error;
  }
  redirect('/portal');
}
