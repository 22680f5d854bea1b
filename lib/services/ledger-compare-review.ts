import type { Pool } from 'pg';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { commitTo, SALT_BYTES } from '@/lib/ledger/commitment';
import type { ReviewLeaf } from '@/lib/ledger/leaf-kinds';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { reviewEvidenceText } from '@/lib/ledger/review-evidence';
import { LANE_NUMBER } from '@/lib/market/lane';
import { readSealedReview } from '@/lib/store/ledger/read-reviews';
import type { SealedVerdict } from '@/lib/store/ledger/read-sealed-rows';
import { wrong } from './ledger-compare-rows';
import { REVIEW_RULE } from './review-moves';
import { noteSubject } from './seal-review';

/**
 * @param verdict the row that claims the same place: the act's effect on its price, when it had one
 * @throws FoundFault unless the rows of an act say what its leaf says
 */
export async function compareReview(
  pool: Pool,
  leaf: ReviewLeaf,
  verdict: SealedVerdict | null | undefined,
): Promise<void> {
  const { index } = leaf;
  const stored = await readSealedReview(pool, index, noteSubject(index));
  if (stored === null) return wrong(index, 'the review is missing');
  const { row, observationId, actorSalt, noteSalt } = stored;
  const same =
    observationId === leaf.observation &&
    row.act === leaf.decision &&
    row.from === leaf.from &&
    row.to === leaf.to &&
    row.reason === leaf.reason &&
    row.at === leaf.at &&
    row.correctedPrice === (leaf.correctedPrice ?? null) &&
    row.answers === (leaf.answers ?? null);
  if (!same) wrong(index, 'the review says otherwise');
  const evidence = toHex(nodeSha256(utf8(reviewEvidenceText(row, verdict?.detail ?? null))));
  if (leaf.evidence !== undefined && leaf.evidence !== evidence)
    wrong(index, 'where the case stood, or why, was rewritten');
  if (!opens(actorSalt, row.actor, leaf.actor)) wrong(index, 'the review names somebody else');
  if (!opens(noteSalt, row.note, leaf.note)) wrong(index, 'the words of the review were rewritten');
  compareEffect(leaf, verdict, row.actor);
}

function compareEffect(leaf: ReviewLeaf, verdict: SealedVerdict | null | undefined, actor: string): void {
  if (verdict === undefined) {
    if (leaf.from !== leaf.to) wrong(leaf.index, 'the verdict of a review is missing');
    return;
  }
  const same =
    verdict !== null &&
    verdict.observationId === leaf.observation &&
    verdict.lane === LANE_NUMBER[leaf.to] &&
    verdict.decidedAt === leaf.at &&
    verdict.decidedBy === actor &&
    verdict.ruleVersion === REVIEW_RULE &&
    verdict.flags.length === 1 &&
    verdict.flags[0] === leaf.reason;
  if (!same) wrong(leaf.index, 'the verdict of a review says otherwise');
}

/** Of who was forgotten nothing can be said any more. */
function opens(salt: Uint8Array | null, text: string, commitment: string | undefined): boolean {
  if (salt === null || commitment === undefined) return false;
  if (salt.length !== SALT_BYTES) return true;
  return commitTo(nodeSha256, Uint8Array.from(salt), text) === commitment;
}
