import { getTranslations } from 'next-intl/server';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { isSmpError } from '@/lib/errors';

/** Does the work of a form's server action; what a person can mend comes back beside its field, in their language. */
export async function saving(work: () => Promise<SaveAnswer>): Promise<SaveAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!isSmpError(error)) throw error;
    const t = await getTranslations('admin.fault');
    const found =
      error.errors.length > 0 ? error.errors : [{ field: '', code: error.code, message: error.message }];
    return {
      faults: found.map(({ field, code, message }) => ({ field, text: t.has(code) ? t(code) : message })),
    };
  }
}

/** A field of a form as text; empty when it is missing or a file. */
export function textOf(form: FormData | undefined, name: string): string {
  const value = form?.get(name);
  // No form sends a NUL, and no database keeps one.
  return typeof value === 'string' ? value.replaceAll('\u0000', '') : '';
}

/** Whether the question before it was answered with yes. */
export function isConfirmed(form: FormData): boolean {
  return textOf(form, 'confirmed') === 'yes';
}
