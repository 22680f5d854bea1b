import { fromUtf8, parseDecimal, utf8 } from './bytes';
import { BODIES } from './leaf-fields';
import type { Leaf } from './leaf-kinds';
import { count, LeafError } from './leaf-values';

/**
 * Canonical bytes of a leaf: a line with version tag, kind and position, then one JSON object without spaces
 * and with its members in alphabetical order (RFC 8785), all UTF-8, no newline at the end:
 *
 *     smp-ledger/v1 price 73894
 *     {"commodity":"cabai-merah","device":"DEV-001","flags":[],"lane":"accepted", … ,"unit":"kg"}
 *
 * There is exactly one way to write a leaf, so a hash of the bytes is a hash of the meaning. A member that is
 * absent is left out. Money is whole rupiah; times are `2025-12-12T12:34:56.789Z`.
 */
export const LEAF_VERSION = 'smp-ledger/v1';

/** The canonical text of a leaf. @throws LeafError */
export function leafText(leaf: Leaf): string {
  return `${LEAF_VERSION} ${leaf.kind} ${count.write(leaf.index)}\n${BODIES[leaf.kind].write(leaf)}`;
}

/** The canonical bytes of a leaf. @throws LeafError when a value has no canonical form */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  return utf8(leafText(leaf));
}

/**
 * The leaf that `bytes` are the canonical form of.
 * @throws LeafError when they are not what {@link encodeLeaf} would have written, with the reason
 */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  const written = textOf(bytes);
  const newline = written.indexOf('\n');
  const [version, kind = '', position = '', more] = written.slice(0, Math.max(newline, 0)).split(' ');
  if (version !== LEAF_VERSION || more !== undefined)
    throw new LeafError('the first line is not that of a leaf');
  const index = parseDecimal(position);
  if (index === null) throw new LeafError('the position is not a number');
  if (!isKind(kind)) throw new LeafError(`unknown kind ${kind}`);
  const leaf = { kind, index, ...BODIES[kind].read(jsonOf(written.slice(newline + 1))) } as Leaf;
  if (leafText(leaf) !== written) throw new LeafError('not in canonical form');
  return leaf;
}

const PLAIN_LEAVES = new Map(
  Object.entries(BODIES).map(([kind, { plain }]) => [
    kind,
    plain === null ? null : new RegExp(`^${LEAF_VERSION} ${kind} (0|[1-9][0-9]{0,14})\\n${plain}$`),
  ]),
);

/**
 * Position of a leaf that is canonical beyond doubt, without taking it apart, several times faster than
 * {@link decodeLeaf}; null when only that can tell. Never a position where decodeLeaf would refuse.
 */
export function plainLeafIndex(bytes: Uint8Array): number | null {
  let written: string;
  try {
    written = fromUtf8(bytes);
  } catch {
    return null;
  }
  const kind = written.slice(LEAF_VERSION.length + 1, written.indexOf(' ', LEAF_VERSION.length + 1));
  const position = PLAIN_LEAVES.get(kind)?.exec(written)?.[1];
  return position === undefined ? null : Number(position);
}

function isKind(kind: string): kind is Leaf['kind'] {
  return Object.hasOwn(BODIES, kind);
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new LeafError('not UTF-8');
  }
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new LeafError('not JSON');
  }
}
