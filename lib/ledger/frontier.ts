import { concatBytes } from './bytes';
import { emptyRoot, nodeHash } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';

/**
 * The right edge of a tree: the roots of the perfect subtrees that `size` leaves fall into, largest first
 * (a compact range). All that is needed to append and to compute the root; one hash per set bit of `size`.
 */
export interface Frontier {
  /** Leaves in the tree, 0 … 2^53 − 1. */
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/**
 * Told of every perfect subtree of 256^`level` leaves (level ≥ 1) the moment it is complete: the hash that
 * belongs at position `index` of that tile level.
 */
export type OnTileHash = (level: number, index: number, hash: Uint8Array) => void;

/** The frontier after appending, in order; `frontier` itself is left as it was. One hash per leaf. */
export function appendLeaves(
  sha256: Sha256,
  frontier: Frontier,
  leafHashes: readonly Uint8Array[],
  onTileHash?: OnTileHash,
): Frontier {
  const hashes = frontier.hashes.slice();
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let height = 0;
    for (let left = size; left % 2 === 1; left = (left - 1) / 2) {
      const sibling = hashes.pop();
      if (sibling === undefined) throw new RangeError('the frontier has fewer hashes than its size needs');
      hash = nodeHash(sha256, sibling, hash);
      height++;
      if (onTileHash !== undefined && height % 8 === 0) {
        onTileHash(height / 8, Math.floor(size / 2 ** height), hash);
      }
    }
    hashes.push(hash);
    size++;
  }
  return { size, hashes };
}

/** Root hash of the tree (the empty tree has one, too). */
export function rootOf(sha256: Sha256, frontier: Frontier): Uint8Array {
  let root: Uint8Array | undefined;
  for (let i = frontier.hashes.length - 1; i >= 0; i--) {
    const hash = frontier.hashes[i];
    if (hash !== undefined) root = root === undefined ? hash : nodeHash(sha256, hash, root);
  }
  return root ?? emptyRoot(sha256);
}

/** The hashes one after the other, largest subtree first; the size is kept beside them by the caller. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return concatBytes(frontier.hashes);
}

/** @throws RangeError when the number of hashes is not what a tree of `size` leaves has */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`not a tree size: ${size}`);
  let subtrees = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) subtrees += rest % 2;
  if (bytes.length !== subtrees * HASH_BYTES) {
    throw new RangeError(`a tree of ${size} leaves has ${subtrees} subtrees, not ${bytes.length} bytes`);
  }
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(bytes.slice(at, at + HASH_BYTES));
  return { size, hashes };
}
