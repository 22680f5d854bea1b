'use client';

import { useEffect, useId } from 'react';
import type { ActionAnswer } from './action-answer';
import { fieldsOf } from './draft';

/**
 * Leads to the field that an answer stands against, and has it described by the fault.
 *
 * @returns the id of what says the fault
 */
export function useFaultField(
  form: { readonly current: HTMLFormElement | null },
  answer: ActionAnswer | null,
): string {
  const faultId = useId();
  useEffect(() => {
    const field = form.current && fieldsOf(form.current).find(({ name }) => name === answer?.field);
    if (field == null) return;
    const described = field.getAttribute('aria-describedby');
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', [described, faultId].filter(Boolean).join(' '));
    field.focus();
    return () => {
      field.removeAttribute('aria-invalid');
      if (described === null) field.removeAttribute('aria-describedby');
      else field.setAttribute('aria-describedby', described);
    };
  }, [answer, faultId, form]);
  return faultId;
}
