import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { type IssuedToken, redeemCode, renewToken } from '@/lib/services/issue-device-token';
import { openSingle } from '@/lib/services/open-body';
import { registerDevice } from '@/lib/services/register-device';
import type { Asked } from './asked';
import { bearerToken } from './bearer';
import { door } from './door';
import { enrolmentOf } from './enrolment';
import { json } from './json';
import { personOf } from './person';
import { parseFields } from './query';
import { readJsonText } from './read-body';

const SMALL_BODY = 16 * 1024;

export const registration = z.strictObject({
  market_id: z.string().min(1).max(64),
  device_id: z.string().min(1).max(64),
  role: z.enum(['operator', 'enumerator']).default('operator'),
  person: z.string().max(254).optional().meta({ description: 'E-mail address of who reports with it' }),
});

/** `POST /api/auth/device/register`: an administrator adds a device and gets its token, code and QR. */
export const registerDoor = door('device-register', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'register devices');
  const input = parseFields(await oneObject(request), registration);
  const device = await registerDevice(runtime, actor, {
    marketCode: input.market_id,
    deviceId: input.device_id,
    role: input.role,
    ...(input.person === undefined ? {} : { person: input.person }),
  });
  await runtime.devices.refresh();
  return json(
    {
      device_id: input.device_id,
      market_id: input.market_id,
      token: device.token,
      expires_at: new Date(device.expiresAt).toISOString(),
      ...(await enrolmentOf(runtime, request, device.enrolmentCode, device.enrolmentExpiresAt)),
    },
    201,
  );
});

const WHOLE_CODE =
  'Write the whole one-time code that the administrator gave, as it stands behind #enrol= in the link';

export const redemption = z.strictObject({
  code: z.string().min(16, WHOLE_CODE).max(128, WHOLE_CODE),
  public_key: z.string().max(256).optional().meta({
    description: 'P-256 or Ed25519, SPKI (DER) in Base 64; from then on each message must be signed',
  }),
});

/** `POST /api/auth/token`: redeems `{code}`, or renews for a device that shows its token. */
export const tokenDoor = door('device-token', async (request, runtime) => {
  if (request.headers.get('authorization') !== null) {
    const token = bearerToken(request);
    const device = await runtime.devices.authenticate(token);
    const { version } = runtime.deviceTokens.verify(token, runtime.clock.now());
    const renewed = await renewToken(runtime, device.deviceId, version);
    await runtime.devices.refresh();
    return json(tokenAnswer(runtime, renewed));
  }
  const { code, public_key } = parseFields(await oneObject(request), redemption);
  const issued = await redeemCode(runtime, code, public_key ?? null);
  await runtime.devices.refresh();
  return json(tokenAnswer(runtime, issued));
});

function tokenAnswer(runtime: Runtime, issued: IssuedToken) {
  return {
    device_id: issued.deviceId,
    market_id: runtime.catalog().markets.get(issued.marketId)?.code,
    token: issued.token,
    expires_at: new Date(issued.expiresAt).toISOString(),
  };
}

async function oneObject(request: Asked): Promise<unknown> {
  return openSingle(await readJsonText(request, SMALL_BODY));
}
