import type { BaseUnit } from '@/lib/market/commodity';
import type { Lane } from '@/lib/market/lane';
import type { MessageSignature } from '@/lib/market/message-signature';
import type { Provenance } from '@/lib/market/provenance';

/**
 * Words used below. Times are whole milliseconds since 1970, UTC. A *hash* is SHA-256 in lower-case hex. An
 * *actor* is `system`, or a salted commitment to a person (see `commitment.ts`): no personal data is in a leaf.
 */
interface LeafBase {
  /** Position in the log, from 0. */
  readonly index: number;
}

/** One price as it was measured and first judged. */
export interface PriceLeaf extends LeafBase {
  readonly kind: 'price';
  readonly readingId: string;
  readonly deviceId: string;
  /** Market code, e.g. `PASAR-001`. */
  readonly market: string;
  /** Commodity code, e.g. `beras-medium`. */
  readonly commodity: string;
  /** Whole rupiah per unit. */
  readonly price: number;
  readonly unit: BaseUnit;
  /** As said by the device. */
  readonly observedAt: number;
  /** As received by the server. */
  readonly receivedAt: number;
  readonly provenance: Provenance;
  readonly lane: Lane;
  readonly ruleVersion: string;
  /** 0–1; written as given, so round it before (three digits say all). */
  readonly score: number;
  readonly flags: readonly string[];
  /** Hash of all that is stored beside these members, see `price-evidence.ts`. */
  readonly evidence?: string;
  readonly signature?: MessageSignature;
}

/** A later change of lane by evidence (confirmed or contradicted by neighbours, a rule replayed). */
export interface VerdictLeaf extends LeafBase {
  readonly kind: 'verdict';
  /** Index of the price leaf. */
  readonly observation: number;
  readonly from: Lane;
  readonly to: Lane;
  /** Reason code. */
  readonly reason: string;
  readonly ruleVersion: string;
  readonly at: number;
  readonly actor: string;
  readonly evidence?: string;
}

export type ReviewDecision = 'accept' | 'reject' | 'correct' | 'ask_again' | 'undo' | 'decline' | 'appeal';

/**
 * What a person did about a price. Where `from` and `to` are the same and no other member says more, it was a
 * proposal, its end, a question or an appeal. A corrected price has a price leaf of its own right before this one.
 */
export interface ReviewLeaf extends LeafBase {
  readonly kind: 'review';
  /** Index of the price leaf. */
  readonly observation: number;
  readonly decision: ReviewDecision;
  readonly from: Lane;
  readonly to: Lane;
  /** Reason code. */
  readonly reason: string;
  readonly at: number;
  readonly actor: string;
  /** Whole rupiah per unit; with the decision `correct`. */
  readonly correctedPrice?: number;
  /** Index of the review leaf that this one undoes, seconds, declines or answers. */
  readonly answers?: number;
  /** Commitment to the free text of the decision. */
  readonly note?: string;
  /** Hash of all that is stored beside these members, see `review-evidence.ts`. */
  readonly evidence?: string;
}

/** An attested document, by its hash. */
export interface StatementLeaf extends LeafBase {
  readonly kind: 'statement';
  readonly title: string;
  readonly documentHash: string;
  /** Office that attests, e.g. `Badan Pangan Nasional`. */
  readonly issuer: string;
  readonly at: number;
  readonly actor: string;
  /** Media type of the document. */
  readonly mediaType?: string;
}

/** An act of administration. */
export interface AuditLeaf extends LeafBase {
  readonly kind: 'audit';
  /** What was done, e.g. `device.revoke`. */
  readonly action: string;
  /** To what, e.g. `device:DEV-001`; a commitment where it would name a person. */
  readonly subject: string;
  /** Commitment to the full audit row. */
  readonly record: string;
  readonly at: number;
  readonly actor: string;
}

/** A key of the log that comes into use or goes out of it. */
export interface KeyLeaf extends LeafBase {
  readonly kind: 'key';
  readonly event: 'activate' | 'retire';
  /** The verifier key as signed notes write it, `name+id+key`. */
  readonly vkey: string;
  readonly at: number;
  readonly actor: string;
  /** Verifier key that vouches for this one when it takes over; see `key-succession.ts`. */
  readonly endorsedBy?: string;
  /** Its Ed25519 signature, standard Base 64. */
  readonly endorsement?: string;
}

/** A file of history that was taken in as a whole. */
export interface ImportBatchLeaf extends LeafBase {
  readonly kind: 'import-batch';
  readonly source: string;
  readonly fileHash: string;
  /** Rows taken and rows refused. */
  readonly rows: number;
  readonly refused: number;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Root of an RFC 6962 tree over the stored rows, as hex, when one was made. */
  readonly rowsRoot?: string;
  readonly at: number;
  readonly actor: string;
}

export type Leaf =
  | PriceLeaf
  | VerdictLeaf
  | ReviewLeaf
  | StatementLeaf
  | AuditLeaf
  | KeyLeaf
  | ImportBatchLeaf;
