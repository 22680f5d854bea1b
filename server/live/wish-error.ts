import type { SmpError } from '@/lib/errors';
import type { WishError } from '@/lib/live/events';

/** How either socket says that a wish cannot be met. */
export function wishError({ message, errors }: SmpError): WishError {
  return { type: 'error', detail: message, errors };
}
