import { describe, expect, it } from 'vitest';
import { type ExamineInput, examineReceipt } from '@/components/verify/examine-receipt';
import type { AskGrowth } from '@/components/verify/memory-step';
import type { Examination, StairName } from '@/components/verify/stair';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { compactReceipt } from '@/lib/ledger/compact-receipt';
import { recogniseLog } from '@/lib/ledger/known-log';
import { encodeLeaf } from '@/lib/ledger/leaf';
import type { Leaf, PriceLeaf } from '@/lib/ledger/leaf-kinds';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { formatPolicy } from '@/lib/ledger/policy';
import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { formatTlogProof, parseTlogProof } from '@/lib/ledger/tlog-proof';
import { LogModel } from '../../lib/ledger/log-model';
import {
  logOnly,
  NOW,
  policy,
  priceEntries,
  priceLeaf,
  signCheckpoint,
  tools,
} from '../../lib/ledger/published-log';

const EVIDENCE = `smp-evidence/v1\n${NOW * 1000 + 77} 31 null null null 0.1 null 3 unexplained\n{}\n{}`;

/** The price that is asked about, with its evidence sealed. */
const price: PriceLeaf = { ...priceLeaf(300), evidence: toHex(nodeSha256(utf8(EVIDENCE))) };
const REASONS = '{"peers":3}';

const verdict: Leaf = {
  kind: 'verdict',
  index: 600,
  observation: 300,
  from: 'quarantined',
  to: 'accepted',
  reason: 'neighbours',
  ruleVersion: 'v1',
  at: NOW * 1000,
  actor: 'system',
  evidence: toHex(nodeSha256(utf8(REASONS))),
};

function logWith(size: number, change: (leaf: PriceLeaf) => PriceLeaf = (leaf) => leaf): LogModel {
  const entries = priceEntries(size);
  entries[300] = encodeLeaf(change(price));
  if (size > 600) entries[600] = encodeLeaf(verdict);
  return new LogModel().append(...entries);
}

const log = logWith(700);
const fork = logWith(700, (leaf) => ({ ...leaf, price: leaf.price + 1 }));

async function receiptOf(from: LogModel, index: number, size = from.size): Promise<string> {
  return formatTlogProof({
    index,
    hashes: await proveInclusion(from, index, size),
    checkpoint: signCheckpoint(from, size),
    extra: from.entries[index] ?? null,
  });
}

/** A receipt whose tree nobody signed whom this browser knows. */
async function unsignedReceipt(): Promise<string> {
  const other = parseTlogProof(await receiptOf(fork, 300));
  const signed = signCheckpoint(log).split('\n\n')[1] ?? '';
  const text = other.checkpoint.split('\n\n')[0] ?? '';
  return formatTlogProof({ ...other, checkpoint: `${text}\n\n${signed}` });
}

/** A server that proves what its log can prove. */
const growthOf =
  (from: LogModel): AskGrowth =>
  async (old, size) =>
    size > from.size ? 'gone' : proveConsistency(from, old, size);

async function examine(change: Partial<ExamineInput> = {}): Promise<Examination> {
  const served = formatPolicy(logOnly);
  return examineReceipt({
    receipt: await receiptOf(log, 300),
    asked: 300,
    log: await recogniseLog(tools, served, served, []),
    since: '1 Nov',
    seen: signCheckpoint(log, 650),
    askGrowth: growthOf(log),
    told: { evidence: EVIDENCE, later: [{ receipt: await receiptOf(log, 600), evidence: REASONS }] },
    now: () => 0,
    ...change,
  });
}

const outcomes = ({ steps }: Examination) =>
  Object.fromEntries(steps.map(({ name, outcome, said }) => [name, `${outcome} ${said}`]));
const failed = ({ steps }: Examination): StairName[] =>
  steps.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);

describe('the stair of a price', () => {
  it('is ticked where the browser checked, tells the time of publishing, and remembers the larger tree', async () => {
    const result = await examine();
    expect(outcomes(result)).toEqual({
      leaf: 'ok ok',
      evidence: 'ok ok',
      inclusion: 'ok ok',
      key: 'ok known',
      log: 'ok ok',
      'post-quantum': 'ok ok',
      witnesses: 'absent absent',
      memory: 'ok grown',
      later: 'ok ok',
    });
    expect(result).toMatchObject({ ok: true, publishedAt: NOW * 1000 + 77 });
    expect(result.later).toMatchObject([{ proved: true, leaf: { index: 600 } }]);
    expect(result.remember).toBe(signCheckpoint(log, 700));
  });

  it('ticks no key and no memory at a first visit', async () => {
    const served = formatPolicy(logOnly);
    const first = await examine({ seen: null, log: await recogniseLog(tools, null, served, []) });
    expect(outcomes(first)).toMatchObject({ key: 'absent first', memory: 'absent first' });
    expect(first.ok).toBe(true);
  });

  it('names the witnesses that cosigned', async () => {
    const served = formatPolicy(policy);
    const watched = await examine({ log: await recogniseLog(tools, null, served, []) });
    expect(outcomes(watched).witnesses).toBe('ok ok');
    const lost = await examine({ log: await recogniseLog(tools, served, formatPolicy(logOnly), []) });
    expect(outcomes(lost).witnesses).toBe('failed changed');
    expect([lost.ok, lost.remember]).toEqual([false, null]);
  });

  it('holds for the short receipt of a QR code, and without network', async () => {
    const receipt = compactReceipt(await receiptOf(log, 300));
    const result = await examine({ receipt, told: null, askGrowth: async () => 'offline' });
    expect(result.ok).toBe(true);
    expect(outcomes(result)).toMatchObject({
      'post-quantum': 'absent absent',
      evidence: 'absent offline',
      memory: 'absent offline',
      later: 'absent offline',
    });
    expect(result.remember).toBeNull();
  });
});

describe('what is wrong', () => {
  it('is found in the proof when the price was changed', async () => {
    const parts = parseTlogProof(await receiptOf(log, 300));
    const receipt = formatTlogProof({ ...parts, extra: encodeLeaf({ ...price, price: 1 }) });
    expect(failed(await examine({ receipt }))).toEqual(['inclusion']);
    const first = await examine({ receipt, seen: null });
    expect([outcomes(first).memory, first.remember]).toEqual(['absent unkept', null]);
  });

  it('is found in the leaf when another one was given than was asked for', async () => {
    expect(failed(await examine({ asked: 299 }))).toEqual(['leaf']);
  });

  it('is found in the reasons, and in later decisions about something else', async () => {
    const told = {
      evidence: EVIDENCE.replace('31', '32'),
      later: [{ receipt: await receiptOf(log, 5), evidence: null }],
    };
    expect(failed(await examine({ told }))).toEqual(['evidence', 'later']);
    const rewritten = [{ receipt: await receiptOf(log, 600), evidence: '{"peers":4}' }];
    expect(failed(await examine({ told: { evidence: EVIDENCE, later: rewritten } }))).toEqual(['later']);
  });

  it('is found in the signature when the tree was replaced', async () => {
    const result = await examine({ receipt: await unsignedReceipt() });
    expect(failed(result)).toEqual(['log', 'post-quantum']);
    expect(outcomes(result).memory).toBe('absent unsigned');
  });

  it('is found in the signature alone in the receipt of another ledger: ours says nothing about its entries', async () => {
    const receipt = await unsignedReceipt();
    const told = {
      evidence: EVIDENCE.replace('31', '32'),
      later: [{ receipt: await receiptOf(log, 600), evidence: REASONS }],
    };
    const result = await examine({ asked: null, receipt, told });
    expect(failed(result)).toEqual(['log', 'post-quantum']);
    expect(outcomes(result)).toMatchObject({ evidence: 'absent unsigned', later: 'absent unsigned' });
    expect(result).toMatchObject({ ok: false, signed: false, publishedAt: null, later: [] });
  });

  it('is found by memory when the log signs two histories, and the remembered one stays', async () => {
    const seen = signCheckpoint(log, 650);
    const receipt = await receiptOf(fork, 300);
    const result = await examine({ receipt, seen, askGrowth: growthOf(fork), told: null });
    expect(outcomes(result)).toMatchObject({ log: 'ok ok', memory: 'failed fork' });
    expect([result.ok, result.remember]).toEqual([false, null]);
    const same = await examine({ receipt, seen: signCheckpoint(log), told: null });
    expect(outcomes(same).memory).toBe('failed fork');
  });

  it('is found by memory when leaves were taken back', async () => {
    const short = logWith(620);
    const receipt = await receiptOf(short, 300);
    const result = await examine({ receipt, askGrowth: growthOf(short), told: null });
    expect(outcomes(result).memory).toBe('failed rollback');
    const older = await examine({ receipt, told: null });
    expect(outcomes(older).memory).toBe('ok older');
    expect(older.remember).toBeNull();
  });

  it('is not the price where a proof came without its entry: there is nothing to check', async () => {
    const { extra: _entry, ...proof } = parseTlogProof(await receiptOf(log, 300));
    const result = await examine({ receipt: formatTlogProof({ ...proof, extra: null }) });
    expect(failed(result)).toEqual(['file']);
    expect(result.steps).toHaveLength(1);
  });

  it('is said of a text that is no receipt', async () => {
    const result = await examine({ receipt: 'x' });
    expect(failed(result)).toEqual(['file']);
    expect(result.leaf).toBeNull();
  });
});
