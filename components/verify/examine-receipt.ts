import { toHex, utf8 } from '@/lib/ledger/bytes';
import { leafText } from '@/lib/ledger/leaf';
import { leafHash } from '@/lib/ledger/merkle';
import { portableSha256 as sha256 } from '@/lib/ledger/portable-sha256';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { type ReceiptReport, type ReceiptStep, verifyReceipt } from '@/lib/ledger/verify-receipt';
import { browserSchemes as schemes } from './browser-schemes';
import { evidenceStep, type ToldEvidence } from './evidence-step';
import { laterStep, type ToldDecision } from './later-step';
import { type AskGrowth, memoryStep, unkept } from './memory-step';
import { fromReport, type SignedParts, signatureStairs, type TrustedLog } from './signature-stairs';
import type { Examination, StairName, StairStep } from './stair';

export interface ExamineInput extends TrustedLog {
  readonly receipt: string;
  /** Which leaf was asked for; null when a receipt was handed in. */
  readonly asked: number | null;
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
  // A proof may come without its entry (`/ledger/proof/N?leaf=0`): there is nothing to check then, and nothing wrong.
  if (parseTlogProof(receipt).extra === null) return unreadable(receipt, of('leaf')?.reason ?? '', tookMs);
  const parts = partsOf(receipt, report);
  const leaf = leafStep(report, asked);
  const signed = of('log')?.outcome === 'ok';
  // What our log tells of a number says nothing about an entry of another ledger.
  const evidence = signed ? evidenceStep(report.leaf, input.told) : UNTOLD_EVIDENCE;
  const { checkpoint } = report;
  const memory =
    signed && checkpoint !== null
      ? await memoryStep(sha256, input.seen, checkpoint, parts.note, input.askGrowth)
      : plainStep('memory', 'absent', 'unsigned');
  const later = signed
    ? await laterStep(log.policy, report.leaf, input.told?.later ?? null)
    : { step: plainStep('later', 'absent', 'unsigned'), decisions: [] };
  const steps = [
    leaf,
    evidence.step,
    fromReport('inclusion', of('inclusion'), parts),
    ...signatureStairs(input, report.steps, parts),
    memory,
    later.step,
  ];
  const ok = steps.every(({ outcome }) => outcome !== 'failed');
  const longer = memory.said === 'first' || memory.said === 'grown';
  return {
    ok,
    steps: ok ? steps : steps.map((step) => (step === memory ? unkept(step) : step)),
    signed,
    leaf: report.leaf,
    publishedAt: evidence.publishedAt,
    later: later.decisions,
    remember: ok && longer ? parts.note : null,
    tookMs,
  };
}

const UNTOLD_EVIDENCE = { step: plainStep('evidence', 'absent', 'unsigned'), publishedAt: null };

function unreadable(receipt: string, reason: string, tookMs: number): Examination {
  const bytes = [{ title: 'file', text: receipt.slice(0, 2_000) }];
  const step = { name: 'file', outcome: 'failed', said: 'failed', values: { reason }, bytes } as const;
  return {
    ok: false,
    steps: [step],
    signed: false,
    leaf: null,
    publishedAt: null,
    later: [],
    remember: null,
    tookMs,
  };
}

function partsOf(receipt: string, { leaf, checkpoint: tree }: ReceiptReport): SignedParts {
  const { checkpoint, hashes, extra } = parseTlogProof(receipt);
  const bytes = extra ?? (leaf === null ? new Uint8Array() : utf8(leafText(leaf)));
  const path = hashes.map(toHex).join('\n');
  return { note: checkpoint, checkpoint: tree, leafHash: toHex(leafHash(sha256, bytes)), path };
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

function plainStep(name: StairName, outcome: StairStep['outcome'], said: string): StairStep {
  return { name, outcome, said, values: {}, bytes: [] };
}
