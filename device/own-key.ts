import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivately } from './private-files';

export const KEY_KINDS = ['ed25519', 'p256'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A key of the device's own: the server learns the public half once and checks every message by it. */
export interface OwnKey {
  /** Base64 of the key in SPKI form. */
  readonly publicKey: string;
  /** Base64 over exactly these bytes. */
  sign(bytes: Buffer): string;
}

export function makeOwnKey(path: string, kind: KeyKind): OwnKey {
  const { privateKey } =
    kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writePrivately(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  return ownKey(privateKey);
}

export function readOwnKey(path: string): OwnKey | null {
  return existsSync(path) ? ownKey(createPrivateKey(readFileSync(path))) : null;
}

function ownKey(privateKey: KeyObject): OwnKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  // ECDSA as r and s, 64 bytes, as the server takes it.
  const signed = (bytes: Buffer) =>
    privateKey.asymmetricKeyType === 'ed25519'
      ? sign(null, bytes, privateKey)
      : sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { publicKey: spki.toString('base64'), sign: (bytes) => signed(bytes).toString('base64') };
}
