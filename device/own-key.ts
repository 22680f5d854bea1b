import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivately } from './private-files';

/** A key of the device's own (Ed25519): the server learns the public half once and checks every message by it. */
export interface OwnKey {
  /** Base64 of the key in SPKI form. */
  readonly publicKey: string;
  /** Base64 over exactly these bytes. */
  sign(bytes: Buffer): string;
}

export function makeOwnKey(path: string): OwnKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  writePrivately(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  return ownKey(privateKey);
}

export function readOwnKey(path: string): OwnKey | null {
  return existsSync(path) ? ownKey(createPrivateKey(readFileSync(path))) : null;
}

function ownKey(privateKey: KeyObject): OwnKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    publicKey: spki.toString('base64'),
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64'),
  };
}
