import { toldConfig } from '@/lib/market/device-config';
import { openSingle } from '@/lib/services/open-body';
import { bearerToken } from './bearer';
import { takeStatus } from './device-status';
import { door } from './door';
import { json } from './json';
import { readJsonText } from './read-body';

const SMALL_BODY = 4 * 1024;

/** `GET /api/devices/config`: what a device is asked for; `null` leaves it to the device. */
export const deviceConfigDoor = door('device-config', async (request, runtime) => {
  const { deviceId, marketId } = await runtime.devices.authenticate(bearerToken(request));
  const config = runtime.devices.record(deviceId)?.config ?? null;
  return json(toldConfig(runtime.catalog(), marketId, config));
});

/** `POST /api/devices/status`: what a device says of itself. */
export const deviceStatusDoor = door('device-status', async (request, runtime) => {
  const { deviceId } = await runtime.devices.authenticate(bearerToken(request));
  takeStatus(runtime, deviceId, openSingle(await readJsonText(request, SMALL_BODY)));
  return json({ ok: true });
});
