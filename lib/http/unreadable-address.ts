import { SmpError } from '@/lib/errors';
import { door } from './door';

/** What an address is told whose percent signs make no text: no page can be found by it, and none is at fault. */
export const unreadableAddress = door('unreadable-address', () => {
  const message =
    'The address has percent signs that make no text in UTF-8; a percent sign itself is written %25.';
  throw new SmpError('MALFORMED', message, { errors: [{ field: 'address', code: 'malformed', message }] });
});
