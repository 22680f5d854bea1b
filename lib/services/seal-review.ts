import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { commitTo, SALT_BYTES } from '@/lib/ledger/commitment';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { reviewEvidenceText } from '@/lib/ledger/review-evidence';
import type { Catalog } from '@/lib/market/catalog';
import { saltOf } from '@/lib/store/ledger/salts';
import type { ReviewWrite, SealReview } from '@/lib/store/review/append-review';
import { actorInLeaf } from './ledger-actor';
import { placedTexts, sealTexts, type Unplaced } from './ledger-seal';
import { leafTexts } from './seal-readings';

/** Under which name the salt of an act's free text is kept. */
export const noteSubject = (reviewId: number) => `review:${reviewId}`;

/** The leaves of an act: the corrected price, what was done and by whom, then corrections that it moves. */
export function sealReview(catalog: Catalog, actor: Actor, write: ReviewWrite, now: number): SealReview {
  return async (client, head, places, decided) => {
    const who = await actorInLeaf(client, actor);
    const salt = await saltOf(client, noteSubject(places.review), randomBytes(SALT_BYTES));
    const evidence = reviewEvidenceText(
      { ...write, correctionId: places.correction },
      decided[0]?.detail ?? null,
    );
    const leaves: Unplaced[] = [
      {
        kind: 'review',
        observation: write.observationId,
        decision: write.act,
        from: write.from,
        to: write.to,
        reason: write.reason,
        at: now,
        actor: who,
        ...(write.correctedPrice === null ? {} : { correctedPrice: write.correctedPrice }),
        ...(write.answers === null ? {} : { answers: write.answers }),
        note: commitTo(nodeSha256, salt, write.note),
        evidence: toHex(nodeSha256(utf8(evidence))),
      },
      ...decided.slice(1).map(
        (d): Unplaced => ({
          kind: 'verdict',
          observation: d.observationId,
          from: d.from,
          to: d.to,
          reason: d.reason,
          ruleVersion: d.ruleVersion,
          at: now,
          actor: who,
          evidence: toHex(nodeSha256(utf8(d.detail))),
        }),
      ),
    ];
    const corrected = write.correction === null ? [] : leafTexts(catalog, now, head.size, write.correction);
    return sealTexts(head, [...corrected, ...placedTexts(leaves, places.review)]);
  };
}
