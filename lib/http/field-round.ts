import { readRound } from '@/lib/services/read-round';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';

/** `GET /api/field/round`: the device's own market, its commodities, last prices and what would be accepted. */
export const fieldRound = door('field-round', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  return json(await readRound(runtime, device));
});
