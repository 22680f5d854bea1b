import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import type { Sha256 } from './sha256';
import type { NoteSigner, SignatureSchemes } from './signatures';
import { makeVerifierKey } from './verifier-key';

/** Both schemes in portable code, for browsers and wherever no native Ed25519 is at hand. */
export const portableSchemes: SignatureSchemes = {
  verifyEd25519: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  verifyMlDsa44: (publicKey, message, signature) => {
    try {
      return ml_dsa44.verify(signature, message, publicKey);
    } catch {
      return false;
    }
  },
};

/** Signs with ML-DSA-44 (FIPS 204, no context), from a seed of 32 bytes. Deterministic. */
export function mlDsa44Signer(sha256: Sha256, name: string, seed: Uint8Array): NoteSigner {
  const { publicKey, secretKey } = ml_dsa44.keygen(seed);
  return {
    key: makeVerifierKey(sha256, name, 'ml-dsa-44', publicKey),
    sign: (message) => ml_dsa44.sign(message, secretKey, { extraEntropy: false }),
  };
}
