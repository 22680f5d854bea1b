import { checkReading } from '@/lib/services/check-reading';
import { openSingle } from '@/lib/services/open-body';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { readJsonText } from './read-body';

/** `POST /api/validation/price/check`: judges a reading without storing it, with the reasons in words. */
export const priceCheck = door('price-check', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  return json(await checkReading(runtime, device, openSingle(await readJsonText(request))));
});
