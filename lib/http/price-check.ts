import { SmpError } from '@/lib/errors';
import { parseBody } from '@/lib/ingest/parse-body';
import { checkReading } from '@/lib/services/check-reading';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { readJsonText } from './read-body';

/** `POST /api/validation/price/check`: judges a reading without storing it, with the reasons in words. */
export const priceCheck = door('price-check', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  const body = parseBody(await readJsonText(request));
  if (!body.ok) throw new SmpError('MALFORMED', 'The body cannot be used as it is.', { errors: body.errors });
  if (!body.single) throw new SmpError('INVALID', 'Check one reading at a time.');
  return json(checkReading(runtime, device, body.items[0]));
});
