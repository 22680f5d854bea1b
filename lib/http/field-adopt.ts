import { z } from 'zod';
import { SmpError } from '@/lib/errors';
import { adoptDevice } from '@/lib/services/hand-device';
import { openSingle } from '@/lib/services/open-body';
import { door } from './door';
import { json } from './json';
import { personOf } from './person';
import { parseFields } from './query';
import { readJsonText } from './read-body';

const SMALL_BODY = 4 * 1024;

export const adoption = z.strictObject({
  device_token: z.string().min(1).max(2_048).meta({ description: 'Of the phone that the person holds' }),
});

/**
 * `POST /api/field/adopt`: a signed-in person says that this phone is theirs; from then on its prices are their
 * reports. The session says who, the token says which phone, and the person must have both.
 */
export const fieldAdopt = door('field-adopt', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'report prices');
  const body = parseFields(openSingle(await readJsonText(request, SMALL_BODY)), adoption);
  if (actor.kind !== 'user')
    throw new SmpError('FORBIDDEN', 'A program holds no phone; sign in as a person.');
  const { deviceId } = await runtime.devices.authenticate(body.device_token);
  const requestId = request.headers.get('x-request-id');
  const person = await adoptDevice(runtime, actor, { deviceId, requestId });
  return json({ device_id: deviceId, person });
});
