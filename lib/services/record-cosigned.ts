import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { lockHead, withLedger } from '@/lib/store/ledger/append-leaves';
import { readCosignedAfter } from '@/lib/store/ledger/cosigned';
import {
  type CosignedRecord,
  RECORDED,
  readCosignedBy,
  readLastRecord,
  type SealedRecord,
} from '@/lib/store/ledger/cosigned-records';
import { LedgerFault } from './ledger-follower';
import type { OwnNotes } from './own-notes';
import { sealAct } from './seal-act';

/** A note that is taken away within this time is missed by the installation that wrote it. */
const EVERY_MS = 600_000;
/** Another instance may still be writing a note of fewer leaves than one that is kept already. */
const SETTLED_MS = 60_000;
const PAGE = 500;
const JOB = { kind: 'job', name: 'ledger' } as const;

/** Notes by their sizes, smallest first: the SHA-256 of each. */
export type CosignedNotes = ReadonlyMap<number, string>;

export const noteHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a record says of these notes, which are all that there are in its range. */
export function recordOf(after: number, through: number, notes: CosignedNotes): CosignedRecord {
  const lines = [...notes].sort(([a], [b]) => a - b).map(([size, hash]) => `${size} ${hash}\n`);
  return { after, through, count: lines.length, hash: noteHash(lines.join('')) };
}

/** The kept notes of more leaves than `after`, up to `through`. */
export async function keptNotes(pool: Pool, after: number, through: number): Promise<Map<number, string>> {
  const notes = new Map<number, string>();
  for (let last = after; last < through; ) {
    const page = await readCosignedAfter(pool, last, PAGE);
    for (const { size, note } of page) if (size <= through) notes.set(size, noteHash(note));
    last = page.at(-1)?.size ?? through;
  }
  return notes;
}

/**
 * Seals now and then which cosigned notes are kept, as an act of the audit with a leaf of its own, so that one that
 * is deleted, added or changed later is missed. A note that was written here is recorded even if it is gone by then.
 */
export class CosignedRecorder {
  private lookedAt = Number.NEGATIVE_INFINITY;
  private lost: number | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly own: OwnNotes,
  ) {}

  /** To be told of each note that is kept here. */
  wrote(size: number, note: string): Promise<void> {
    return this.own.add(size, { hash: noteHash(note), at: this.clock.now() });
  }

  /** One turn; seldom does anything. @throws LedgerFault from when a note that was written here is gone */
  async turn(): Promise<void> {
    const now = this.clock.now();
    if (now - this.lookedAt >= EVERY_MS) {
      await this.look(now);
      this.lookedAt = now;
    }
    if (this.lost !== null) throw new LedgerFault(`the cosigned checkpoint of ${this.lost} leaves is gone`);
  }

  private async look(now: number): Promise<void> {
    const last = await readLastRecord(this.pool);
    const recorded = last?.said.through ?? -1;
    const settled = new Map<number, string>();
    for (const [size, { hash, at }] of await this.own.all())
      if (at <= now - SETTLED_MS) settled.set(size, hash);
    this.lost ??= await this.missing(settled);
    if (this.lost === null) await this.own.forget([...settled.keys()].filter((size) => size <= recorded));
    if (last !== null && now - last.at < EVERY_MS) return;
    const kept = (await readCosignedBy(this.pool, now - SETTLED_MS)) ?? -1;
    const through = Math.max(recorded, kept, ...settled.keys());
    // A record is a leaf, which is cosigned too: recording nothing but that would never end.
    if (through <= recorded || through <= (last?.ledgerIndex ?? -1) + 1) return;
    await this.record(last, through, settled, now);
  }

  private async record(
    last: SealedRecord | null,
    through: number,
    settled: CosignedNotes,
    now: number,
  ): Promise<void> {
    const after = last?.said.through ?? -1;
    const notes = await keptNotes(this.pool, after, through);
    for (const [size, hash] of settled) if (size > after) notes.set(size, hash);
    const said = recordOf(after, through, notes);
    await withLedger(this.pool, async (work) => {
      await lockHead(work.client);
      // Another instance was faster: what is left is recorded another time.
      if ((await readLastRecord(work.client))?.ledgerIndex !== last?.ledgerIndex) return;
      await sealAct(work, JOB, { ...RECORDED, at: now, before: null, after: said, requestId: null });
    });
  }

  /** The first of these notes that is not kept as it was written. */
  private async missing(notes: CosignedNotes): Promise<number | null> {
    if (notes.size === 0) return null;
    const kept = await keptNotes(this.pool, Math.min(...notes.keys()) - 1, Math.max(...notes.keys()));
    return [...notes].find(([size, hash]) => kept.get(size) !== hash)?.[0] ?? null;
  }
}
