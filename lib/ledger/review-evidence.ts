import type { CaseState, ReviewRow } from '@/lib/market/review';

/** What a review's row says beside the members of its leaf. */
export type ReviewEvidence = Pick<ReviewRow, 'state' | 'lapsesTo' | 'dueAt' | 'correctionId'>;

const VERSION = 'smp-review-evidence/v1';

/**
 * The text whose hash stands in a review's leaf: where the case stood afterwards, where it stands again when the
 * time is over, when that is (ms since 1970), and the position of the price that counts instead; `-` for none.
 * A further line has the explanation of the verdict, if the review led to one.
 *
 * @param detail the explanation as stored, letter by letter
 */
export function reviewEvidenceText(
  { state, lapsesTo, dueAt, correctionId }: ReviewEvidence,
  detail: string | null,
): string {
  const parts = [state, lapsesTo, dueAt, correctionId].map((part) => part ?? '-').join(' ');
  return [VERSION, parts, ...(detail === null ? [] : [detail])].join('\n');
}

/** Where the case stood afterwards; null when the text is no such evidence. */
export function reviewState(evidence: string): CaseState | null {
  const [version, parts = ''] = evidence.split('\n');
  return version === VERSION ? ((parts.split(' ')[0] ?? null) as CaseState | null) : null;
}
