import { SmpError } from '@/lib/errors';
import { door } from './door';

/** Every address below `/api` and `/ledger` that leads nowhere: programs are told so in the form in which doors refuse, not by a page. */
export const lost = door('lost', (request) => {
  const { pathname } = new URL(request.url);
  throw new SmpError(
    'NOT_FOUND',
    `There is no door at ${request.method} ${pathname}. All doors are at /docs/api, and for programs at /api/openapi.json.`,
  );
});
