import { toBase64, toHex } from '@/lib/ledger/bytes';
import type { Checkpoint } from '@/lib/ledger/checkpoint';
import type { RecognisedLog } from '@/lib/ledger/known-log';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import type { ReceiptStep } from '@/lib/ledger/verify-receipt';
import type { StairStep } from './stair';

/** Whose signatures count in this browser. */
export interface TrustedLog {
  readonly log: RecognisedLog;
  /** Day on which the log's keys were first seen, as people read it. */
  readonly since: string;
}

/** What was signed, and the way to it from a leaf if there is one. */
export interface SignedParts {
  readonly note: string;
  readonly checkpoint: Checkpoint | null;
  readonly leafHash: string;
  /** A hash a line. */
  readonly path: string;
}

/** Who is believed, who signed, and who cosigned. */
export function signatureStairs(
  trusted: TrustedLog,
  steps: readonly ReceiptStep[],
  parts: SignedParts,
): readonly StairStep[] {
  const of = (name: ReceiptStep['name']) => steps.find((step) => step.name === name);
  return [
    keyStep(trusted),
    fromReport('log', of('log'), parts),
    fromReport('post-quantum', of('post-quantum'), parts),
    witnessStep(trusted, of('witnesses'), parts),
  ];
}

/** Who is believed, and since when; a change that nobody vouches for is shouted. */
function keyStep({ log, since }: TrustedLog): StairStep {
  const text = log.policy.logs.map(formatVerifierKey).join('\n');
  const outcome = log.keys === 'changed' ? 'failed' : log.keys === 'first' ? 'absent' : 'ok';
  return { name: 'key', outcome, said: log.keys, values: { since }, bytes: [{ title: 'keys', text }] };
}

export function fromReport(
  name: Exclude<ReceiptStep['name'], 'file' | 'leaf'>,
  step: ReceiptStep | undefined,
  { note, checkpoint, leafHash, path }: SignedParts,
): StairStep {
  const outcome = step?.outcome ?? 'failed';
  const values = {
    size: String(checkpoint?.size ?? 0),
    origin: checkpoint?.origin ?? '',
    hashes: String(path === '' ? 0 : path.split('\n').length),
    reason: step?.reason ?? '',
  };
  const root = checkpoint === null ? '' : `${toHex(checkpoint.root)}\n${toBase64(checkpoint.root)}`;
  const bytes =
    name === 'inclusion'
      ? [
          { title: 'leafHash', text: leafHash },
          { title: 'path', text: path },
          { title: 'root', text: root },
        ]
      : [{ title: 'checkpoint', text: note }];
  return { name, outcome, said: outcome, values, bytes };
}

/** Says how many cosigned; without any, says honestly who is left to be believed. */
function witnessStep({ log }: TrustedLog, step: ReceiptStep | undefined, { note }: SignedParts): StairStep {
  const outcome = log.witnessesChanged ? 'failed' : (step?.outcome ?? 'failed');
  const names = (step?.signers ?? []).map(({ name }) => name).join(', ');
  const said = log.witnessesChanged ? 'changed' : outcome;
  const of = String(log.policy.witnesses.length);
  const values = { names, count: String(step?.signers.length ?? 0), of };
  return { name: 'witnesses', outcome, said, values, bytes: [{ title: 'checkpoint', text: note }] };
}
