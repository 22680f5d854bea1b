import { toBase64, toHex, utf8 } from '@/lib/ledger/bytes';
import type { Checkpoint } from '@/lib/ledger/checkpoint';
import type { RecognisedLog } from '@/lib/ledger/known-log';
import { leafText } from '@/lib/ledger/leaf';
import { leafHash } from '@/lib/ledger/merkle';
import { portableSha256 as sha256 } from '@/lib/ledger/portable-sha256';
import { portableSchemes as schemes } from '@/lib/ledger/portable-signatures';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { type ReceiptReport, type ReceiptStep, verifyReceipt } from '@/lib/ledger/verify-receipt';
import { evidenceStep, type ToldEvidence } from './evidence-step';
import { laterStep, type ToldDecision } from './later-step';
import { type AskGrowth, memoryStep } from './memory-step';
import type { Examination, StairName, StairStep } from './stair';

export interface ExamineInput {
  readonly receipt: string;
  /** Which leaf was asked for; null when a receipt was handed in. */
  readonly asked: number | null;
  readonly log: RecognisedLog;
  /** Day on which the log's keys were first seen, as people read it. */
  readonly since: string;
  /** The last signed checkpoint that this browser remembers. */
  readonly seen: string | null;
  readonly askGrowth: AskGrowth;
  /** What the log tells beside the receipt; null without network, or when the leaf is no price. */
  readonly told: (ToldEvidence & { readonly later: readonly ToldDecision[] }) | null;
  /** A clock for telling how long it took, ms. */
  readonly now: () => number;
}

/** Checks a receipt in this browser, step by step, believing nobody but the remembered keys. */
export async function examineReceipt(input: ExamineInput): Promise<Examination> {
  const { receipt, asked, log } = input;
  const startedAt = input.now();
  const report = await verifyReceipt({ sha256, schemes }, log.policy, receipt);
  const tookMs = input.now() - startedAt;
  const of = (name: ReceiptStep['name']) => report.steps.find((step) => step.name === name);
  if (of('leaf') === undefined) return unreadable(receipt, of('file')?.reason ?? '', tookMs);
  const parts = partsOf(receipt, report);
  const leaf = leafStep(report, asked);
  const evidence = evidenceStep(report.leaf, input.told);
  const signed = of('log')?.outcome === 'ok';
  const { checkpoint } = report;
  const memory =
    signed && checkpoint !== null
      ? await memoryStep(sha256, input.seen, checkpoint, parts.note, input.askGrowth)
      : plainStep('memory', 'absent', 'unsigned');
  const later = await laterStep(log.policy, report.leaf, input.told?.later ?? null);
  const steps = [
    leaf,
    evidence.step,
    fromReport('inclusion', of('inclusion'), parts, checkpoint),
    keyStep(input),
    fromReport('log', of('log'), parts, checkpoint),
    fromReport('post-quantum', of('post-quantum'), parts, checkpoint),
    witnessStep(input, of('witnesses'), parts),
    memory,
    later.step,
  ];
  const ok = steps.every(({ outcome }) => outcome !== 'failed');
  const longer = memory.said === 'first' || memory.said === 'grown';
  return {
    ok,
    steps,
    leaf: report.leaf,
    publishedAt: evidence.publishedAt,
    later: later.decisions,
    remember: ok && longer ? parts.note : null,
    tookMs,
  };
}

function unreadable(receipt: string, reason: string, tookMs: number): Examination {
  const bytes = [{ title: 'file', text: receipt.slice(0, 2_000) }];
  const step = { name: 'file', outcome: 'failed', said: 'failed', values: { reason }, bytes } as const;
  return { ok: false, steps: [step], leaf: null, publishedAt: null, later: [], remember: null, tookMs };
}

interface Parts {
  readonly note: string;
  readonly leafHash: string;
  readonly path: string;
}

function partsOf(receipt: string, { leaf }: ReceiptReport): Parts {
  const { checkpoint, hashes, extra } = parseTlogProof(receipt);
  const bytes = extra ?? (leaf === null ? new Uint8Array() : utf8(leafText(leaf)));
  return { note: checkpoint, leafHash: toHex(leafHash(sha256, bytes)), path: hashes.map(toHex).join('\n') };
}

/** The leaf is well formed, and it is the one that was asked for. */
function leafStep({ leaf, steps }: ReceiptReport, asked: number | null): StairStep {
  const failed = steps.find(({ name }) => name === 'leaf')?.outcome !== 'ok';
  if (leaf === null || failed) return plainStep('leaf', 'failed', 'failed');
  const bytes = [{ title: 'leaf', text: leafText(leaf) }];
  const values = { index: String(leaf.index), asked: String(asked ?? leaf.index) };
  const other = asked !== null && asked !== leaf.index;
  return { name: 'leaf', outcome: other ? 'failed' : 'ok', said: other ? 'other' : 'ok', values, bytes };
}

/** Who is believed, and since when; a change that nobody vouches for is shouted. */
function keyStep({ log, since }: ExamineInput): StairStep {
  const text = log.policy.logs.map(formatVerifierKey).join('\n');
  const outcome = log.keys === 'changed' ? 'failed' : log.keys === 'first' ? 'absent' : 'ok';
  return { name: 'key', outcome, said: log.keys, values: { since }, bytes: [{ title: 'keys', text }] };
}

function fromReport(
  name: Exclude<ReceiptStep['name'], 'file' | 'leaf'>,
  step: ReceiptStep | undefined,
  parts: Parts,
  checkpoint: Checkpoint | null,
): StairStep {
  const outcome = step?.outcome ?? 'failed';
  const values = {
    size: String(checkpoint?.size ?? 0),
    origin: checkpoint?.origin ?? '',
    hashes: String(parts.path === '' ? 0 : parts.path.split('\n').length),
    reason: step?.reason ?? '',
  };
  const root = checkpoint === null ? '' : `${toHex(checkpoint.root)}\n${toBase64(checkpoint.root)}`;
  const bytes =
    name === 'inclusion'
      ? [
          { title: 'leafHash', text: parts.leafHash },
          { title: 'path', text: parts.path },
          { title: 'root', text: root },
        ]
      : [{ title: 'checkpoint', text: parts.note }];
  return { name, outcome, said: outcome, values, bytes };
}

/** Says how many cosigned; without any, says honestly who is left to be believed. */
function witnessStep({ log }: ExamineInput, step: ReceiptStep | undefined, { note }: Parts): StairStep {
  const outcome = log.witnessesChanged ? 'failed' : (step?.outcome ?? 'failed');
  const names = (step?.signers ?? []).map(({ name }) => name).join(', ');
  const said = log.witnessesChanged ? 'changed' : outcome;
  const of = String(log.policy.witnesses.length);
  const values = { names, count: String(step?.signers.length ?? 0), of };
  return { name: 'witnesses', outcome, said, values, bytes: [{ title: 'checkpoint', text: note }] };
}

function plainStep(name: StairName, outcome: StairStep['outcome'], said: string): StairStep {
  return { name, outcome, said, values: {}, bytes: [] };
}
