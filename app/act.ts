import { getTranslations } from 'next-intl/server';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { isSmpError } from '@/lib/errors';

/** Does the work of a server action; what a person can act on comes back in words of the reader's language. */
export async function answering(work: () => Promise<ActionAnswer>): Promise<ActionAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!isSmpError(error)) throw error;
    const t = await getTranslations('faults');
    const { field, code } = error.errors[0] ?? { field: '', code: error.code };
    // The same fault may want other words at another field; without words for it, the kind of failure has some.
    const said = [`${code}_${field}`, code, error.code].find((key) => t.has(key));
    return { fault: said === undefined ? error.message : t(said), field };
  }
}

/** A field of a form as text; empty when it is missing. No form sends a NUL, and no database keeps one. */
export function field(form: FormData | undefined, name: string): string {
  const value = form?.get(name);
  return typeof value === 'string' ? value.replaceAll('\u0000', '') : '';
}
