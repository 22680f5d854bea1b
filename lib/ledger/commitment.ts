import { concatBytes, toHex, utf8 } from './bytes';
import type { Sha256 } from './sha256';

const TAG = utf8('smp-commitment/v1\n');

/** Fewest bytes of a salt: with fewer, a name could be found by trying. */
export const SALT_BYTES = 16;

/**
 * Binds a leaf to a private text without showing it: `SHA-256("smp-commitment/v1\n" || salt || text)` in hex.
 * Whoever is given salt and text can check it; deleting the salt makes it say nothing for good.
 * @throws RangeError when the salt is not exactly {@link SALT_BYTES} bytes
 */
export function commitTo(sha256: Sha256, salt: Uint8Array, text: string): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return toHex(sha256(concatBytes([TAG, salt, utf8(text)])));
}
