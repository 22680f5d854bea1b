import type { MessageSignature } from '@/lib/market/message-signature';
import type {
  AuditLeaf,
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
  listOf,
  objectOf,
  oneOf,
  text,
  time,
  type Value,
} from './leaf-values';

type Body<T> = Omit<T, 'kind' | 'index'>;

const lane = oneOf('accepted', 'provisional', 'quarantined');
const at = { name: 'at', value: time };
const actor = { name: 'actor', value: actorText };
const evidence = { name: 'evidence', value: hashText, optional: true };

const signature: Fields<MessageSignature> = {
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
  decision: {
    name: 'decision',
    value: oneOf('accept', 'reject', 'correct', 'ask_again', 'undo', 'decline', 'appeal'),
  },
  from: { name: 'from', value: lane },
  to: { name: 'to', value: lane },
  reason: { name: 'reason', value: text },
  at,
  actor,
  correctedPrice: { name: 'corrected_price', value: count, optional: true },
  answers: { name: 'answers', value: count, optional: true },
  note: { name: 'note', value: hashText, optional: true },
  evidence,
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
  endorsedBy: { name: 'endorsed_by', value: text, optional: true },
  endorsement: { name: 'endorsement', value: base64Text, optional: true },
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

/** How each kind of leaf is written after its first line. */
export const BODIES: { readonly [K in Leaf['kind']]: Value<object> } = {
  price: objectOf(price),
  verdict: objectOf(verdict),
  review: objectOf(review),
  statement: objectOf(statement),
  audit: objectOf(audit),
  key: objectOf(key),
  'import-batch': objectOf(importBatch),
};
