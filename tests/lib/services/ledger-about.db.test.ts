import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laterStep } from '@/components/verify/later-step';
import type { UserActor } from '@/lib/auth/actor';
import { NO_QUORUM } from '@/lib/ledger/policy';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { createLog } from '@/lib/log';
import type { Decision } from '@/lib/market/review';
import { createLedger } from '@/lib/services/ledger';
import { aboutPrice } from '@/lib/services/ledger-about';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner } from '@/lib/services/ledger-identity';
import { proveLeaf } from '@/lib/services/ledger-receipt';
import { reviewPrice } from '@/lib/services/review-price';
import { type OpenDatabase, openSeededDatabase } from '../../support/open-database';
import { at, openSmallRiver, type SmallRiver } from '../../support/small-river';
import { tools } from '../ledger/published-log';

const signer = ledgerSigner('ledger.example/prices', {
  ed25519: new Uint8Array(32).fill(1),
  mlDsa44: new Uint8Array(32).fill(2),
});
const policy = { logs: signer.signers.map(({ key }) => key), witnesses: [], quorum: NO_QUORUM };
const USUAL = 40_000;
const DAYS = 12;

describe('what the ledger tells about a price that people dealt with', () => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let folder: string;
  let index = -1;
  let marketId = 0;
  beforeAll(async () => {
    database = await openSeededDatabase();
    folder = await mkdtemp(join(tmpdir(), 'held trees '));
    const catalog = await database.catalog();
    marketId = catalog.marketByCode.get('PASAR-001')?.id ?? 0;
    river = await openSmallRiver(database);
    for (let day = 0; day < DAYS; day++)
      await river.send(day, [{ marketId, price: USUAL + 100 * (day % 3) }]);
    [index = -1] = await river.send(DAYS, [{ marketId, price: 10 * USUAL }]);
  });
  afterAll(async () => {
    await river.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const person = (n: number): UserActor => ({
    kind: 'user',
    userId: `00000000-0000-4000-8000-00000000000${n}`,
    role: 'validator',
    marketId: null,
    regionId: null,
  });
  const decide = (decision: Decision, who: number, hour: number, correctedPrice: number | null = null) =>
    reviewPrice(river.reviewDeps(at(DAYS, hour)), person(who), {
      reason: 'other',
      note: 'called the market by phone',
      requestId: null,
      observationId: index,
      decision,
      correctedPrice,
      version: null,
    });

  it('is every act in its order, also the ones that moved nothing, each proved with where the case stood', async () => {
    await decide('ask_again', 1, 1);
    await decide('correct', 1, 2, USUAL);
    await decide('undo', 2, 3);
    await decide('accept', 1, 3.2);
    await decide('decline', 2, 3.4);
    const clock = { now: () => at(DAYS, 4) };
    const log = createLog('silent', null);
    const held = heldTrees(folder);
    const ledger = createLedger({ pool: database.pool, clock, log, signer, held });
    await ledger.publish();
    const published = ledger.published();
    if (published === null) throw new Error(`nothing was signed: ${ledger.fault()}`);
    const catalog = await database.catalog();
    const about = await aboutPrice({ pool: database.pool, catalog: () => catalog }, index);
    const told = await Promise.all(
      about.later.map(async ({ index: of, evidence }) => ({
        receipt: await proveLeaf(ledger.tree, published, of, true),
        evidence,
      })),
    );
    const { leaf } = await verifyReceipt(tools, policy, await proveLeaf(ledger.tree, published, index, true));
    const { step, decisions } = await laterStep(policy, leaf, told);
    expect(step).toMatchObject({ outcome: 'ok', values: { count: '5' } });
    const said = decisions.map((d) => [d.leaf.kind === 'review' ? d.leaf.decision : d.leaf.kind, d.state]);
    expect(said).toEqual([
      ['ask_again', 'asked'],
      ['correct', 'decided'],
      ['undo', 'open'],
      ['accept', 'proposed'],
      ['decline', 'open'],
    ]);
    const rewritten = told.map((one) => ({
      ...one,
      evidence: one.evidence?.replace('asked', 'open') ?? null,
    }));
    expect(await laterStep(policy, leaf, rewritten)).toMatchObject({ step: { outcome: 'failed' } });
  });
});
