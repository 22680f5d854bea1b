import { shownConfig } from '@/lib/market/device-config';
import { openSingle } from '@/lib/services/open-body';
import { bearerToken } from './bearer';
import { takeStatus } from './device-status';
import { door } from './door';
import { json } from './json';
import { readJsonText } from './read-body';

const SMALL_BODY = 4 * 1024;

/** `GET /api/devices/config`: what a device is asked for; `null` leaves it to the device. */
export const deviceConfigDoor = door('device-config', async (request, runtime) => {
  const { deviceId } = await runtime.devices.authenticate(bearerToken(request));
  return json(shownConfig(runtime.devices.record(deviceId)?.config ?? null));
});

/** `POST /api/devices/status`: what a device says of itself. */
export const deviceStatusDoor = door('device-status', async (request, runtime) => {
  const { deviceId } = await runtime.devices.authenticate(bearerToken(request));
  takeStatus(runtime, deviceId, openSingle(await readJsonText(request, SMALL_BODY)));
  return json({ ok: true });
});
