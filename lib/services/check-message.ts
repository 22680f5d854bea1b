import { checkDeviceSignature, type DeviceKey, readDeviceKey } from '@/lib/auth/device-key';
import { SmpError } from '@/lib/errors';
import type { MessageSignature } from '@/lib/market/message-signature';

const FIELD = 'x-smp-signature';
const keys = new WeakMap<object, DeviceKey>();

/**
 * The checked signature of a message, for its leaves; `null` for a device without a key that did not sign.
 *
 * @param device a record of the registry
 * @param text the message, letter by letter as it was sent
 * @throws SmpError FORBIDDEN when a device with a key did not sign, or not this
 */
export function checkMessage(
  device: { readonly publicKey: string | null } | null,
  text: string,
  signature: string | null,
): MessageSignature | null {
  if (device === null || device.publicKey === null) {
    if (signature === null) return null;
    throw refused('unknown_key', 'This device has registered no key; leave the signature out.');
  }
  if (signature === null) {
    throw refused('missing_signature', 'This device has registered a key; sign the exact bytes of the body.');
  }
  const key = keyOf(device, device.publicKey);
  const checked = key === null ? null : checkDeviceSignature(key, Buffer.from(text), signature);
  if (checked === null) {
    throw refused(
      'bad_signature',
      'The signature is not one of the registered key over the exact bytes of the body.',
    );
  }
  return checked;
}

function keyOf(device: object, text: string): DeviceKey | null {
  const held = keys.get(device);
  if (held !== undefined) return held;
  const key = readDeviceKey(text);
  if (key !== null) keys.set(device, key);
  return key;
}

function refused(code: string, message: string): SmpError {
  return new SmpError('FORBIDDEN', message, { errors: [{ field: FIELD, code, message }] });
}
