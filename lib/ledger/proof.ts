import { equalBytes } from './bytes';
import { emptyRoot, nodeHash } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';

/**
 * The root that the proof leads to (RFC 9162 section 2.1.3.2), or null when it cannot belong to this index
 * and size. To be compared with a root that is trusted for another reason.
 */
export function rootFromInclusion(
  sha256: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | null {
  if (!isPosition(index, size) || !areHashes([leaf, ...proof])) return null;
  let path = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return null;
    if (path % 2 === 1 || path === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (path % 2 === 0 && path !== 0) [path, last] = [path / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

export function verifyInclusion(
  sha256: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const reached = rootFromInclusion(sha256, index, size, leaf, proof);
  return reached !== null && equalBytes(reached, root);
}

/** Size and root hash of a tree. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether `proof` shows that the old tree is a prefix of the new one (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  sha256: Sha256,
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false;
  if (!areHashes([older.root, newer.root, ...proof])) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && equalBytes(older.root, emptyRoot(sha256));
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  return foldConsistency(sha256, older, newer, first, rest);
}

function foldConsistency(
  sha256: Sha256,
  older: TreeHead,
  newer: TreeHead,
  first: Uint8Array,
  rest: readonly Uint8Array[],
): boolean {
  let path = older.size - 1;
  let last = newer.size - 1;
  while (path % 2 === 1) [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (path % 2 === 1 || path === last) {
      oldHash = nodeHash(sha256, sibling, oldHash);
      newHash = nodeHash(sha256, sibling, newHash);
      while (path % 2 === 0 && path !== 0) [path, last] = [path / 2, Math.floor(last / 2)];
    } else {
      newHash = nodeHash(sha256, newHash, sibling);
    }
    [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(oldHash, older.root) && equalBytes(newHash, newer.root);
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

function isPosition(index: number, size: number): boolean {
  return isSize(index) && isSize(size) && index < size;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
