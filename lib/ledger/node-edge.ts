import { hash } from 'node:crypto';
import type { Frontier } from './frontier';
import { HASH_BYTES } from './sha256';

/** Told of each perfect subtree of 256^`level` leaves (level ≥ 1) the moment it is complete, as {@link NodeEdge} goes. */
type OnFilled = (level: number, index: number, hash: Uint8Array) => void;

const NODE = new Uint8Array(1 + 2 * HASH_BYTES);
NODE[0] = 1;

/**
 * The right edge of a tree that grows by many leaves, as `appendLeaves` makes it, on a server. Hashes are kept as
 * the digest gives them cheapest, one character a byte: an array for each would cost more than its hashing.
 */
export class NodeEdge {
  private size: number;
  private readonly hashes: string[];

  constructor(
    from: Frontier,
    private readonly onFilled: OnFilled,
  ) {
    this.size = from.size;
    this.hashes = from.hashes.map((bytes) => Buffer.from(bytes).toString('latin1'));
  }

  /** @param leaf a zero byte and the leaf, whose hash is its hash in the tree */
  add(leaf: Uint8Array): void {
    let digest = hash('sha256', leaf, 'binary');
    let height = 0;
    for (let left = this.size; left % 2 === 1; left = (left - 1) / 2) {
      const sibling = this.hashes.pop();
      if (sibling === undefined) throw new RangeError('the frontier has fewer hashes than its size needs');
      digest = nodeHash(sibling, digest);
      height++;
      if (height % 8 === 0) this.onFilled(height / 8, Math.floor(this.size / 2 ** height), toBytes(digest));
    }
    this.hashes.push(digest);
    this.size++;
  }

  frontier(): Frontier {
    return { size: this.size, hashes: this.hashes.map(toBytes) };
  }
}

function nodeHash(left: string, right: string): string {
  for (let i = 0; i < HASH_BYTES; i++) {
    NODE[1 + i] = left.charCodeAt(i);
    NODE[1 + HASH_BYTES + i] = right.charCodeAt(i);
  }
  return hash('sha256', NODE, 'binary');
}

function toBytes(digest: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digest, 'latin1'));
}
