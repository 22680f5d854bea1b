import type { DeviceActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import type { ReadTopic } from './topics';

/**
 * Who sent a message that an outside broker handed on. The broker's own users are its affair, so the message
 * shows the device's token; only where the operator says that the broker keeps each device to its own topic
 * does the topic's name suffice.
 *
 * @throws SmpError UNAUTHENTICATED or FORBIDDEN
 */
export async function senderOf(
  runtime: Runtime,
  topic: ReadTopic,
  token: string | null,
): Promise<{ readonly device: DeviceActor; readonly market: string }> {
  const { owner } = topic;
  const trusted = runtime.config.mqttTrustTopic && owner !== null;
  if (token === null && !trusted) throw missing();
  const device =
    token !== null
      ? await runtime.devices.authenticate(token)
      : await runtime.devices.admit(owner?.device ?? '');
  const market = runtime.catalog().markets.get(device.marketId)?.code ?? '';
  if (owner !== null && (owner.device !== device.deviceId || owner.market !== market)) {
    throw new SmpError('FORBIDDEN', 'This topic belongs to another device or market.');
  }
  return { device, market };
}

function missing(): SmpError {
  const message =
    'Send the device token with the message: {"token":"…","body":"…"}, or the user property authorization.';
  return new SmpError('UNAUTHENTICATED', message, {
    errors: [{ field: 'token', code: 'missing_token', message }],
  });
}
