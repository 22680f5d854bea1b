import { toHex, utf8 } from '@/lib/ledger/bytes';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import type { Policy } from '@/lib/ledger/policy';
import { portableSha256 as sha256 } from '@/lib/ledger/portable-sha256';
import { reviewState } from '@/lib/ledger/review-evidence';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { browserSchemes as schemes } from './browser-schemes';
import type { LaterDecision, StairStep } from './stair';

/** What the log tells of a later decision. */
export interface ToldDecision {
  readonly receipt: string;
  /** Its reasons as text; null when they are not told. */
  readonly evidence: string | null;
}

/**
 * Every later decision that the log tells of is a leaf of its own about this very price, and is proved alike.
 * @param told null when nobody could be asked
 */
export async function laterStep(
  policy: Policy,
  leaf: Leaf | null,
  told: readonly ToldDecision[] | null,
): Promise<{ readonly step: StairStep; readonly decisions: readonly LaterDecision[] }> {
  const tell = (outcome: StairStep['outcome'], said: string, decisions: readonly LaterDecision[] = []) => ({
    step: {
      name: 'later',
      outcome,
      said,
      values: { count: String(decisions.length) },
      bytes: (told ?? []).map(({ receipt }) => ({ title: 'receipt', text: receipt })),
    } as const,
    decisions,
  });
  if (leaf?.kind !== 'price') return tell('absent', 'none');
  if (told === null) return tell('absent', 'offline');
  const decisions: LaterDecision[] = [];
  let unreadable = 0;
  for (const { receipt, evidence } of told) {
    const report = await verifyReceipt({ sha256, schemes }, policy, receipt);
    const about = report.leaf;
    if (about === null) unreadable++;
    else decisions.push(decisionOf(about, report.ok && isAbout(about, leaf.index, evidence), evidence));
  }
  if (unreadable > 0 || decisions.some(({ proved }) => !proved)) return tell('failed', 'failed', decisions);
  // That there is no other decision is only the server's word, which no browser can check.
  return decisions.length === 0 ? tell('absent', 'nothing') : tell('ok', 'ok', decisions);
}

function decisionOf(leaf: Leaf, proved: boolean, evidence: string | null): LaterDecision {
  const state = leaf.kind === 'review' && leaf.evidence !== undefined ? reviewState(evidence ?? '') : null;
  return { leaf, proved, state: proved ? state : null };
}

/** Of this price, and with the evidence that is told: the leaf holds its hash. */
function isAbout(leaf: Leaf, index: number, evidence: string | null): boolean {
  if ((leaf.kind !== 'verdict' && leaf.kind !== 'review') || leaf.observation !== index) return false;
  return leaf.evidence === undefined || evidence === null || leaf.evidence === toHex(sha256(utf8(evidence)));
}
