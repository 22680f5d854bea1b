import { HASH_BYTES, type Sha256 } from './sha256';

const NODE_BYTES = 1 + 2 * HASH_BYTES;

/** Scratch for the digest's input, which it does not keep: allocating would cost more than hashing. */
const node = new Uint8Array(NODE_BYTES);
node[0] = 1;
const leaf = new Uint8Array(4096);

/** MTH of one entry, `SHA-256(0x00 || entry)` (RFC 6962 section 2.1, RFC 9162 section 2.1.1). */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const length = entry.length + 1;
  const prefixed = length > leaf.length ? new Uint8Array(length) : leaf.subarray(0, length);
  prefixed.set(entry, 1);
  return sha256(prefixed);
}

/** MTH of two subtrees, `SHA-256(0x01 || left || right)`; both are 32 bytes. */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    throw new RangeError(`a tree hash has ${HASH_BYTES} bytes`);
  }
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

/** MTH of the empty tree, `SHA-256("")`. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Largest power of two strictly smaller than `n`, for n ≥ 2: where RFC 6962 splits a tree of n leaves. */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
