import { toString as toQr } from 'qrcode';
import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { authenticateApiToken } from '@/lib/services/api-tokens';
import { type IssuedToken, redeemCode, renewToken } from '@/lib/services/issue-device-token';
import { openSingle } from '@/lib/services/open-body';
import { registerDevice } from '@/lib/services/register-device';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { parseFields } from './query';
import { readJsonText } from './read-body';

const SMALL_BODY = 16 * 1024;

export const registration = z.strictObject({
  market_id: z.string().min(1).max(64),
  device_id: z.string().min(1).max(64),
  role: z.enum(['operator', 'enumerator']).default('operator'),
});

/** `POST /api/auth/device/register`: an administrator adds a device and gets its token, code and QR. */
export const registerDoor = door('device-register', async (request, runtime) => {
  const actor = await authenticateApiToken(runtime.db, bearerToken(request), runtime.clock.now());
  const input = parseFields(await oneObject(request), registration);
  const device = await registerDevice(runtime, actor, {
    marketCode: input.market_id,
    deviceId: input.device_id,
    role: input.role,
  });
  await runtime.devices.refresh();
  // The code travels in the fragment: browsers never send it to a server, so no log can hold it.
  const url = `${publicUrl(runtime, request)}/field#enrol=${device.enrolmentCode}`;
  const svg = await toQr(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return json(
    {
      device_id: input.device_id,
      market_id: input.market_id,
      token: device.token,
      expires_at: new Date(device.expiresAt).toISOString(),
      enrolment_code: device.enrolmentCode,
      enrolment_expires_at: new Date(device.enrolmentExpiresAt).toISOString(),
      enrolment_url: url,
      qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    },
    201,
  );
});

export const redemption = z.strictObject({ code: z.string().min(16).max(128) });

/** `POST /api/auth/token`: redeems `{code}`, or renews for a device that shows its token. */
export const tokenDoor = door('device-token', async (request, runtime) => {
  if (request.headers.get('authorization') !== null) {
    const device = await runtime.devices.authenticate(bearerToken(request));
    return json(tokenAnswer(runtime, await renewToken(runtime, device.deviceId)));
  }
  const { code } = parseFields(await oneObject(request), redemption);
  const issued = await redeemCode(runtime, code);
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

async function oneObject(request: Request): Promise<unknown> {
  return openSingle(await readJsonText(request, SMALL_BODY));
}

/** Where people reach the platform: as configured, else as this request did. */
function publicUrl(runtime: Runtime, request: Request): string {
  return (runtime.config.publicUrl ?? new URL(request.url).origin).replace(/\/$/, '');
}
