import { SmpError } from '@/lib/errors';
import type { FieldError } from '@/lib/market/field-error';

/** Collects everything that is wrong with a form, so that its sender hears it at once. */
export interface Refusals {
  add(field: string, code: string, message: string): void;
  /** @throws SmpError INVALID when anything was added */
  settle(): void;
}

export function collectRefusals(): Refusals {
  const errors: FieldError[] = [];
  return {
    add: (field, code, message) => void errors.push({ field, code, message }),
    settle() {
      if (errors.length > 0) throw new SmpError('INVALID', 'The form cannot be saved as it is.', { errors });
    },
  };
}

export function refusal(field: string, code: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code, message }] });
}

/** What stands against a wish and is nobody's slip of the pen. */
export function conflict(field: string, code: string, message: string): SmpError {
  return new SmpError('CONFLICT', message, { errors: [{ field, code, message }] });
}

/** Text of a form without blanks at its ends and doubled ones within. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
