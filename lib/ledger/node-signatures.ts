import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { portableSchemes } from './portable-signatures';
import type { Sha256 } from './sha256';
import type { NoteSigner, SignatureSchemes } from './signatures';
import { makeVerifierKey } from './verifier-key';

/** DER around a raw key of 32 bytes (RFC 8410): what node:crypto reads. */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_DER, raw]), format: 'der', type: 'spki' });
}

/** Native Ed25519; ML-DSA-44 stays portable, which Node 20 has none of. */
export const nodeSchemes: SignatureSchemes = {
  verifyEd25519: (publicKey, message, signature) => verify(null, message, publicKeyOf(publicKey), signature),
  verifyMlDsa44: portableSchemes.verifyMlDsa44,
};

/** Signs with Ed25519 (RFC 8032) from a seed of 32 bytes: a log's key, or a witness's with `cosignature`. */
export function ed25519Signer(
  sha256: Sha256,
  name: string,
  seed: Uint8Array,
  kind: 'ed25519' | 'ed25519-cosignature' = 'ed25519',
): NoteSigner {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    key: makeVerifierKey(sha256, name, kind, Uint8Array.from(spki.subarray(PUBLIC_DER.length))),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  };
}
