import fc from 'fast-check';
import type { Leaf } from '@/lib/ledger/leaf-kinds';

const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const time = fc.integer({ min: 0, max: Date.UTC(10_000, 0) - 1 });
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const lane = fc.constantFrom('accepted' as const, 'provisional' as const, 'quarantined' as const);
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const base64 = fc.uint8Array({ maxLength: 70 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const actor = fc.oneof(fc.constant('system'), hash);
const day = fc.constantFrom('2022-01-01', '2023-12-31');

const head = { index: count };
const act = { at: time, actor };

const signature = fc.record({
  algorithm: fc.constantFrom('ed25519' as const, 'p256' as const),
  key: text,
  messageHash: hash,
  value: base64,
});

/** A record whose optional members are sometimes absent, never undefined. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, optional: readonly (keyof T)[]) {
  const requiredKeys = (Object.keys(model) as (keyof T)[]).filter((name) => !optional.includes(name));
  return fc.record(model, { requiredKeys });
}

/** Any leaf that can be written. */
export const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  record(
    {
      kind: fc.constant('price' as const),
      ...head,
      readingId: fc.uuid(),
      deviceId: text,
      market: text,
      commodity: text,
      price: count,
      unit: fc.constantFrom('kg' as const, 'l' as const),
      observedAt: time,
      receivedAt: time,
      provenance: fc.constantFrom('observed' as const, 'simulated' as const, 'imported' as const),
      lane,
      ruleVersion: text,
      score: fc.double({ min: 0, max: 1, noNaN: true }).map((score) => score + 0),
      flags: fc.array(text, { maxLength: 4 }),
      evidence: hash,
      signature,
    },
    ['evidence', 'signature'],
  ),
  record(
    {
      kind: fc.constant('verdict' as const),
      ...head,
      ...act,
      observation: count,
      from: lane,
      to: lane,
      reason: text,
      ruleVersion: text,
      evidence: hash,
    },
    ['evidence'],
  ),
  record(
    {
      kind: fc.constant('review' as const),
      ...head,
      ...act,
      observation: count,
      decision: fc.constantFrom(
        'accept' as const,
        'reject' as const,
        'correct' as const,
        'ask_again' as const,
        'undo' as const,
        'decline' as const,
        'appeal' as const,
      ),
      from: lane,
      to: lane,
      reason: text,
      correctedPrice: count,
      answers: count,
      note: hash,
      evidence: hash,
    },
    ['correctedPrice', 'answers', 'note', 'evidence'],
  ),
  record(
    {
      kind: fc.constant('statement' as const),
      ...head,
      ...act,
      title: text,
      documentHash: hash,
      issuer: text,
      mediaType: text,
    },
    ['mediaType'],
  ),
  fc.record({
    kind: fc.constant('audit' as const),
    ...head,
    ...act,
    action: text,
    subject: text,
    record: hash,
  }),
  record(
    {
      kind: fc.constant('key' as const),
      ...head,
      ...act,
      event: fc.constantFrom('activate' as const, 'retire' as const),
      vkey: text,
      endorsedBy: text,
      endorsement: base64,
    },
    ['endorsedBy', 'endorsement'],
  ),
  record(
    {
      kind: fc.constant('import-batch' as const),
      ...head,
      ...act,
      source: text,
      fileHash: hash,
      rows: count,
      refused: count,
      from: day,
      to: day,
      rowsRoot: hash,
    },
    ['rowsRoot'],
  ),
) as fc.Arbitrary<Leaf>;
