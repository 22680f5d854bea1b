import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Actor, UserActor } from '@/lib/auth/actor';
import { createDeviceTokens } from '@/lib/auth/device-token';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { formatNote, parseNote } from '@/lib/ledger/note';
import type { Policy } from '@/lib/ledger/policy';
import type { TreeHead } from '@/lib/ledger/proof';
import { signText } from '@/lib/ledger/signatures';
import { createLog } from '@/lib/log';
import type { Decision } from '@/lib/market/review';
import { createAlertFeed } from '@/lib/services/alert-feed';
import { closeAlert } from '@/lib/services/close-alert';
import { createLedger } from '@/lib/services/ledger';
import { attestDocument } from '@/lib/services/ledger-attest';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { verifyEverything, type WholeVerdict } from '@/lib/services/ledger-verify-all';
import { ownNotes } from '@/lib/services/own-notes';
import { CosignedRecorder } from '@/lib/services/record-cosigned';
import { registerDevice } from '@/lib/services/register-device';
import { reviewPrice } from '@/lib/services/review-price';
import { historySealer } from '@/lib/services/seal-history';
import { triggerAlert } from '@/lib/services/trigger-alert';
import { writeCosigned } from '@/lib/store/ledger/cosigned';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import { createPool } from '@/lib/store/pool';
import { appendHistory } from '@/lib/store/river/append-history';
import { Dice } from '../lib/ledger/tampering';
import { type OpenDatabase, openSeededDatabase } from './open-database';
import { at, openSmallRiver, type SmallRiver } from './small-river';
import { flipColumn, type SealedColumn, sealedColumns } from './tamper-database';
import { type RowKind, tamperRows } from './tamper-rows';
import { addMarketsIn } from './test-markets';

export type Attempt = 'found' | 'refused by the database' | 'believed' | 'ended the check';

/** A small installation with something of everything: readings, second looks, history, statements, checkpoints. */
export interface TamperedWorld {
  readonly columns: readonly SealedColumn[];
  verify(): Promise<WholeVerdict>;
  /** Changes one value of a column, checks, and takes it back. */
  attempt(column: SealedColumn, seed: number): Promise<{ outcome: Attempt; sql: string; verdict: unknown }>;
  /** Does more than change one value (see `tamper-rows.ts`), checks, and takes it back. */
  attemptKind(kind: RowKind, seed: number): Promise<{ outcome: Attempt; sql: string; verdict: unknown }>;
  /** Runs one statement as somebody who owns the database, checks, and takes it back. */
  after(sql: string): Promise<WholeVerdict>;
  close(): Promise<void>;
}

const ORIGIN = 'ledger.example/prices';
const SIGNER = ledgerSigner(ORIGIN, {
  ed25519: new Uint8Array(32).fill(1),
  mlDsa44: new Uint8Array(32).fill(2),
});
const WITNESSES = [3, 4].map((n) =>
  ed25519Signer(nodeSha256, `witness.example/${n}`, new Uint8Array(32).fill(n), 'ed25519-cosignature'),
);
const NAMED = WITNESSES.map(({ key }) => ({ name: key.name, key, url: null }));
/** Both witnesses have to cosign. */
const POLICY: Policy = {
  logs: SIGNER.signers.map(({ key }) => key),
  witnesses: NAMED,
  quorum: { threshold: 2, members: NAMED },
};

/** Keeps a published checkpoint with the cosignatures of all witnesses. */
async function cosign(pool: Pool, published: StoredCheckpoint, now: number): Promise<void> {
  const { text, signatures } = parseNote(published.note);
  const more = WITNESSES.map((witness) => signText(witness, text, Math.floor(now / 1000)));
  await writeCosigned(pool, published.size, formatNote({ text, signatures: [...signatures, ...more] }), now);
}

export async function openTamperedWorld(): Promise<TamperedWorld> {
  const database = await openSeededDatabase();
  const held = await fill(database);
  const catalog = await database.catalog();
  const alone = createPool(database.url, 1, () => undefined);
  const verify = (pool = database.pool) => verifyEverything({ pool, catalog, keptFrom: null, held }, POLICY);

  async function within<T>(work: () => Promise<T>): Promise<T> {
    await alone.query('BEGIN');
    try {
      return await work();
    } finally {
      await alone.query('ROLLBACK');
    }
  }

  /** The names are read again, since they may be what was changed. */
  async function verifyChanged(): Promise<WholeVerdict> {
    const { rows } = await alone.query('SELECT id, code, region_id FROM market');
    const units = await alone.query('SELECT id, code, unit FROM commodity');
    const markets = new Map(catalog.markets);
    for (const { id, code, region_id } of rows) {
      const market = markets.get(id);
      if (market !== undefined) markets.set(id, { ...market, code, regionId: region_id });
    }
    const commodities = new Map(catalog.commodities);
    for (const { id, code, unit } of units.rows) {
      const commodity = commodities.get(id);
      if (commodity !== undefined) commodities.set(id, { ...commodity, code, unit });
    }
    const changed = { ...catalog, markets, commodities };
    return verifyEverything({ pool: alone, catalog: changed, keptFrom: null, held }, POLICY);
  }

  /** @param change what it did as SQL; null when the database refused it */
  const judged = (change: () => Promise<string | null>) =>
    within(async (): Promise<{ outcome: Attempt; sql: string; verdict: unknown }> => {
      const sql = await change();
      if (sql === null) return { outcome: 'refused by the database', sql: '', verdict: null };
      const verdict = await verifyChanged().catch((error: Error) => error);
      if (verdict instanceof Error) return { outcome: 'ended the check', sql, verdict: String(verdict) };
      return { outcome: verdict.ok ? 'believed' : 'found', sql, verdict };
    });

  return {
    columns: await sealedColumns(database.pool),
    verify,
    attempt: (column, seed) => judged(() => flipColumn(alone, column, new Dice(seed))),
    attemptKind: (kind, seed) => judged(() => tamperRows(alone, kind, new Dice(seed))),
    after: (sql) =>
      within(async () => {
        await alone.query('SET LOCAL session_replication_role = replica');
        await alone.query(sql);
        return verifyChanged();
      }),
    async close() {
      await alone.end();
      await database.close();
    },
  };
}

/** @returns what the data folder remembers afterwards */
async function fill(database: OpenDatabase): Promise<TreeHead | null> {
  await addMarketsIn(database.db, [31, 31, 32, 33]);
  const clock = { now: () => at(30) };
  const folder = await mkdtemp(join(tmpdir(), 'held '));
  await recordKeys(database.pool, clock, SIGNER);
  const log = createLog('silent', null);
  const held = heldTrees(folder);
  const ledger = createLedger({ pool: database.pool, clock, log, signer: SIGNER, held });
  const publish = async () => {
    await ledger.publish();
    const published = ledger.published();
    if (published !== null) await cosign(database.pool, published, clock.now());
  };
  const catalog = await database.catalog();
  const markets = [...catalog.markets.values()].filter((m) => m.code.startsWith('TEST-'));
  await addHistory(database, markets[0]?.id ?? 0, markets[0]?.regionId ?? 0);
  const river = await openSmallRiver(database);
  for (let day = 0; day < 22; day++) {
    const price = 40_000 + 200 * (day % 3) + (day === 20 ? 3_500 : 0);
    await river.send(
      day,
      markets.flatMap(({ id }) => [1, 2, 3].map((commodityId) => ({ marketId: id, price, commodityId }))),
    );
    if (day % 5 === 0) await publish();
  }
  await river.settle(26);
  const hash = createHash('sha256').update('a document').digest('hex');
  const attested = { title: 'A', documentHash: hash, issuer: 'B', mediaType: 'application/pdf' };
  await attestDocument(
    { pool: database.pool, clock },
    { kind: 'api-token', tokenId: 'T', role: 'admin' },
    attested,
  );
  await review(river, markets[1]?.id ?? 0);
  await act(database);
  await publish();
  await river.close();
  // Once all notes are old enough to be recorded.
  await new CosignedRecorder(database.pool, { now: () => at(31) }, ownNotes(null)).turn();
  await ledger.publish();
  const remembered = await held.get(ORIGIN);
  await rm(folder, { recursive: true });
  return remembered;
}

const GROUNDS = { reason: 'other', note: 'called the market by phone', requestId: null };
const person = (n: number): UserActor => ({
  kind: 'user',
  userId: `00000000-0000-4000-8000-00000000000${n}`,
  role: 'validator',
  marketId: null,
  regionId: null,
});

/** Something of everything that people do about prices: also a question and a proposal, which move nothing. */
async function review(river: SmallRiver, marketId: number): Promise<void> {
  const decide = (observationId: number, decision: Decision, who: UserActor, correctedPrice?: number) =>
    reviewPrice(river.reviewDeps(at(28)), who, {
      ...GROUNDS,
      observationId,
      decision,
      correctedPrice: correctedPrice ?? null,
      version: null,
    });
  const held = async (price: number, commodityId: number) =>
    (await river.send(28, [{ marketId, price, commodityId }]))[0] ?? -1;
  const [accepted, corrected, asked] = [
    await held(43_900, 1),
    await held(410_000, 2),
    await held(405_000, 3),
  ];
  await decide(accepted, 'accept', person(1));
  await decide(corrected, 'correct', person(1), 40_700);
  await decide(corrected, 'undo', person(2));
  await decide(asked, 'ask_again', person(2));
}

/** What administrators do, each with a leaf of its own. */
async function act(database: OpenDatabase): Promise<void> {
  const catalog = await database.catalog();
  const clock = { now: () => at(29) };
  const onError = (error: unknown) => {
    throw error;
  };
  const alerts = createAlertFeed({ pool: database.pool, clock, catalog: () => catalog, onError });
  const deps = {
    pool: database.pool,
    clock,
    alerts,
    catalog: () => catalog,
    deviceTokens: createDeviceTokens('a secret of the tests, long enough'),
  };
  const token: Actor = { kind: 'api-token', tokenId: 'T', role: 'admin' };
  const device = { marketCode: 'PASAR-001', deviceId: 'DEV-1', role: 'operator', group: 'pagi' } as const;
  await registerDevice(deps, token, device);
  const flood = { level: 'warning', message: 'Banjir', source: 'Dinas', market_id: 'PASAR-001' } as const;
  const { id } = await triggerAlert(deps, token, flood);
  await closeAlert(deps, token, id, 'surut');
}

async function addHistory(database: OpenDatabase, marketId: number, regionId: number): Promise<void> {
  const catalog = await database.catalog();
  for (const first of [100, 60]) {
    const prices = Array.from({ length: 40 }, (_, i) => ({
      marketId,
      regionId,
      commodityId: 1 + (i % 2),
      price: 30_000 + i * 10,
      observedAt: at(-first + Math.floor(i / 2)),
    }));
    const batch = { prices, provenance: 'imported' as const, receivedAt: at(-1) };
    const source = {
      name: 'a file',
      fileHash: 'ab'.repeat(32),
      refused: 0,
      from: '2025-11-01',
      to: '2026-01-30',
    };
    await appendHistory(database.pool, catalog, batch, historySealer(catalog, batch, source));
  }
}
