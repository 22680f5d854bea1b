import { createHash } from 'node:crypto';

/** RFC 6962 section 2.1 word for word, slow and recursive: what the fast code is compared with. */
export function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return digest();
  if (entries.length === 1) return digest(Uint8Array.of(0), only);
  const k = 2 ** Math.floor(Math.log2(entries.length - 1));
  return digest(Uint8Array.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

function digest(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}
