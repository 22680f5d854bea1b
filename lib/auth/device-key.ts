import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { MessageSignature } from '@/lib/market/message-signature';

/** A device's public key, ready to check with. */
export interface DeviceKey {
  readonly algorithm: MessageSignature['algorithm'];
  /** Name of the key: the first 32 hex digits of the SHA-256 of its SPKI. */
  readonly name: string;
  readonly key: KeyObject;
}

const MAX_SPKI_TEXT = 256;
const SIGNATURE_BYTES = 64;

/** Reads SPKI (DER) in Base 64; `null` for anything but one P-256 or Ed25519 key. */
export function readDeviceKey(text: string): DeviceKey | null {
  if (text.length > MAX_SPKI_TEXT || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const der = Buffer.from(text, 'base64');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const algorithm = algorithmOf(key);
    // What follows the key, or is not its one DER form, would give the same key another name.
    const again = key.export({ format: 'der', type: 'spki' });
    if (algorithm === null || !again.equals(der)) return null;
    return { algorithm, name: hash('sha256', der, 'hex').slice(0, 32), key };
  } catch {
    return null;
  }
}

function algorithmOf(key: KeyObject): DeviceKey['algorithm'] | null {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    ? 'p256'
    : null;
}

/**
 * The signature as it stands in leaves, when it is one of this key over exactly these bytes; else `null`.
 *
 * @param value Base 64 of 64 bytes: Ed25519, or ECDSA over SHA-256 as r and s (what WebCrypto gives)
 */
export function checkDeviceSignature(
  device: DeviceKey,
  message: Uint8Array,
  value: string,
): MessageSignature | null {
  const signature = Buffer.from(value, 'base64');
  if (signature.length !== SIGNATURE_BYTES || signature.toString('base64') !== value) return null;
  const good =
    device.algorithm === 'ed25519'
      ? verify(null, message, device.key, signature)
      : verify('sha256', message, { key: device.key, dsaEncoding: 'ieee-p1363' }, signature);
  if (!good) return null;
  return {
    algorithm: device.algorithm,
    key: device.name,
    messageHash: hash('sha256', message, 'hex'),
    value,
  };
}
