import { fromUtf8, parseDecimal, utf8 } from './bytes';
import type {
  AuditLeaf,
  DeviceSignature,
  ImportBatchLeaf,
  KeyLeaf,
  Leaf,
  PriceLeaf,
  ReviewLeaf,
  StatementLeaf,
  VerdictLeaf,
} from './leaf-kinds';
import {
  actorText,
  base64Text,
  count,
  dayText,
  type Fields,
  fraction,
  hashText,
  LeafError,
  listOf,
  objectOf,
  oneOf,
  text,
  time,
  type Value,
} from './leaf-values';

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
const VERSION = 'smp-ledger/v1';

type Body<T> = Omit<T, 'kind' | 'index'>;

const lane = oneOf('accepted', 'provisional', 'quarantined');
const at = { name: 'at', value: time };
const actor = { name: 'actor', value: actorText };
const evidence = { name: 'evidence', value: hashText, optional: true };

const signature: Fields<DeviceSignature> = {
  algorithm: { name: 'algorithm', value: oneOf('ed25519', 'p256') },
  key: { name: 'key', value: text },
  messageHash: { name: 'message_hash', value: hashText },
  value: { name: 'value', value: base64Text },
};

const price: Fields<Body<PriceLeaf>> = {
  readingId: { name: 'reading', value: text },
  deviceId: { name: 'device', value: text },
  market: { name: 'market', value: text },
  commodity: { name: 'commodity', value: text },
  price: { name: 'price', value: count },
  unit: { name: 'unit', value: oneOf('kg', 'l') },
  observedAt: { name: 'observed_at', value: time },
  receivedAt: { name: 'received_at', value: time },
  provenance: { name: 'provenance', value: oneOf('observed', 'simulated', 'imported') },
  lane: { name: 'lane', value: lane },
  ruleVersion: { name: 'rule', value: text },
  score: { name: 'score', value: fraction },
  flags: { name: 'flags', value: listOf(text) },
  evidence,
  signature: { name: 'signature', value: objectOf(signature), optional: true },
};

const verdict: Fields<Body<VerdictLeaf>> = {
  observation: { name: 'observation', value: count },
  from: { name: 'from', value: lane },
  to: { name: 'to', value: lane },
  reason: { name: 'reason', value: text },
  ruleVersion: { name: 'rule', value: text },
  at,
  actor,
  evidence,
};

const review: Fields<Body<ReviewLeaf>> = {
  observation: { name: 'observation', value: count },
  decision: { name: 'decision', value: oneOf('accept', 'reject', 'correct', 'ask_again', 'undo') },
  from: { name: 'from', value: lane },
  to: { name: 'to', value: lane },
  reason: { name: 'reason', value: text },
  at,
  actor,
  correctedPrice: { name: 'corrected_price', value: count, optional: true },
  answers: { name: 'answers', value: count, optional: true },
  note: { name: 'note', value: hashText, optional: true },
};

const statement: Fields<Body<StatementLeaf>> = {
  title: { name: 'title', value: text },
  documentHash: { name: 'document_hash', value: hashText },
  issuer: { name: 'issuer', value: text },
  at,
  actor,
  mediaType: { name: 'media_type', value: text, optional: true },
};

const audit: Fields<Body<AuditLeaf>> = {
  action: { name: 'action', value: text },
  subject: { name: 'subject', value: text },
  record: { name: 'record', value: hashText },
  at,
  actor,
};

const key: Fields<Body<KeyLeaf>> = {
  event: { name: 'event', value: oneOf('activate', 'retire') },
  vkey: { name: 'vkey', value: text },
  at,
  actor,
};

const importBatch: Fields<Body<ImportBatchLeaf>> = {
  source: { name: 'source', value: text },
  fileHash: { name: 'file_hash', value: hashText },
  rows: { name: 'rows', value: count },
  refused: { name: 'refused', value: count },
  from: { name: 'from', value: dayText },
  to: { name: 'to', value: dayText },
  rowsRoot: { name: 'rows_root', value: hashText, optional: true },
  at,
  actor,
};

const BODIES: { readonly [K in Leaf['kind']]: Value<object> } = {
  price: objectOf(price),
  verdict: objectOf(verdict),
  review: objectOf(review),
  statement: objectOf(statement),
  audit: objectOf(audit),
  key: objectOf(key),
  'import-batch': objectOf(importBatch),
};

/** The canonical text of a leaf. @throws LeafError */
export function leafText(leaf: Leaf): string {
  return `${VERSION} ${leaf.kind} ${count.write(leaf.index)}\n${BODIES[leaf.kind].write(leaf)}`;
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
  if (version !== VERSION || more !== undefined) throw new LeafError('the first line is not that of a leaf');
  const index = parseDecimal(position);
  if (index === null) throw new LeafError('the position is not a number');
  if (!isKind(kind)) throw new LeafError(`unknown kind ${kind}`);
  const leaf = { kind, index, ...BODIES[kind].read(jsonOf(written.slice(newline + 1))) } as Leaf;
  if (leafText(leaf) !== written) throw new LeafError('not in canonical form');
  return leaf;
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
