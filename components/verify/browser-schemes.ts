import { portableSchemes } from '@/lib/ledger/portable-signatures';
import type { SignatureSchemes } from '@/lib/ledger/signatures';

/**
 * WebCrypto's Ed25519 where a browser has it and the page is served safely; else portable code, which makes
 * tables for some 30 ms before its first answer. No browser has ML-DSA-44.
 */
export const browserSchemes: SignatureSchemes = {
  async verifyEd25519(publicKey, message, signature) {
    const key = await nativeKey(publicKey);
    if (key === null) return portableSchemes.verifyEd25519(publicKey, message, signature);
    return crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
  },
  verifyMlDsa44: portableSchemes.verifyMlDsa44,
};

/** Null where the browser has no such keys, or refuses this one. */
async function nativeKey(publicKey: Uint8Array): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return null;
  }
}
