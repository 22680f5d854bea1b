import { z } from 'zod';
import { lane, rupiah, seq, time } from './openapi-parts';

const checkpoint = z
  .strictObject({
    size: seq,
    root: z.string().meta({ description: 'Root hash, hex' }),
    signed_at: time,
    note: z.string().meta({ description: 'The signed note (c2sp.org/tlog-checkpoint)' }),
  })
  .nullable();

export const integrity = z
  .strictObject({
    ok: z.boolean(),
    origin: z.string(),
    keys: z.array(z.string()).optional(),
    size: seq,
    checkpoint,
    unsigned: z.number().int().optional().meta({ description: 'Leaves that no checkpoint covers yet' }),
    tail: z
      .strictObject({
        ok: z.boolean(),
        from: seq,
        leaves: z.number().int(),
        index: seq.nullable().meta({ description: 'First leaf that is wrong' }),
        what: z.string().nullable(),
      })
      .nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'LedgerIntegrity' });

export const consistency = z
  .strictObject({
    old: seq,
    size: seq,
    proof: z.array(z.string()).meta({ description: 'Hashes (RFC 6962, section 2.1.2), base64' }),
    checkpoint: z.string().nullable(),
  })
  .meta({ id: 'LedgerConsistency' });

const evidence = z.string().meta({ description: 'Its SHA-256 stands in the leaf' });

export const aboutPrice = z
  .strictObject({
    index: seq,
    market: z.strictObject({ name: z.string(), city: z.string() }).nullable(),
    evidence: evidence.nullable(),
    later: z.array(z.strictObject({ index: seq, evidence: evidence.nullable() })),
  })
  .meta({ id: 'AboutPrice' });

export const foundEntries = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        index: seq,
        reading_id: z.uuid(),
        device_id: z.string(),
        market_id: z.string(),
        commodity: z.string(),
        price: rupiah,
        lane,
        observed_at: time,
      }),
    ),
    next_before: seq.nullable(),
  })
  .meta({ id: 'FoundEntries' });

export const rotations = z
  .strictObject({
    origin: z.string(),
    rotations: z.array(z.string()).meta({ description: 'Canonical leaves of kind key' }),
  })
  .meta({ id: 'KeyRotations' });

export const attested = z
  .strictObject({ ledger_index: seq, document_hash: z.string(), proof: z.string() })
  .meta({ id: 'AttestedDocument' });

export const live = z.strictObject({ status: z.literal('live') });

export const ready = z
  .strictObject({
    status: z.enum(['ready', 'not ready']),
    database: z.boolean(),
    disk: z.enum(['ok', 'full', 'unknown']),
    queued: z.number().int(),
    seq,
  })
  .meta({ id: 'Readiness' });
