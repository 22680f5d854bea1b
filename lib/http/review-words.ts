import { z } from 'zod';
import { LANE_NUMBER } from '@/lib/market/lane';
import {
  CASE_STATES,
  DECISIONS,
  type Decision,
  MAX_NOTE,
  MIN_NOTE,
  REVIEW_REASONS,
} from '@/lib/market/review';
import { commodityCode, marketCode, wholeNumber } from './query';

/* What the review doors may be asked with. */

const lanes = Object.keys(LANE_NUMBER) as (keyof typeof LANE_NUMBER)[];
const note = z
  .string()
  .trim()
  .min(MIN_NOTE, `Say in at least ${MIN_NOTE} characters why`)
  .max(MAX_NOTE, `Use at most ${MAX_NOTE} characters`);
const reason = z.string().min(1).max(40);
const rupiah = z.number().int().min(1).max(1_000_000_000);
const position = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const queueQuery = z.strictObject({
  state: z.enum(['waiting', ...CASE_STATES]).default('waiting'),
  region: wholeNumber(11, 99).optional(),
  market_id: marketCode.optional(),
  commodity: commodityCode.optional(),
  lane: z.enum(lanes).optional(),
  flag: z.string().min(1).max(40).optional(),
  age: z.coerce.number().min(0).max(10_000).optional(),
  cursor: z.string().max(40).optional(),
  limit: wholeNumber(1, 200).default(50),
});

interface Reasoned {
  readonly decision: keyof typeof REVIEW_REASONS;
  readonly reason: string;
}

const checkReason = ({ decision, reason: given }: Reasoned, context: z.RefinementCtx) => {
  const known = REVIEW_REASONS[decision];
  if (known.includes(given)) return;
  context.addIssue({ code: 'custom', path: ['reason'], message: `Use one of ${known.join(', ')}` });
};

interface Priced {
  readonly decision: Decision;
  readonly price?: number | undefined;
}

const checkPrice = ({ decision, price }: Priced, context: z.RefinementCtx) => {
  if ((decision === 'correct') === (price !== undefined)) return;
  const message =
    decision === 'correct' ? 'Give the corrected price, Rp per unit' : 'Only a correction has a price';
  context.addIssue({ code: 'custom', path: ['price'], message });
};

export const decisionBody = z
  .strictObject({
    decision: z.enum(DECISIONS),
    reason,
    note,
    price: rupiah.optional(),
    version: position.optional(),
  })
  .superRefine((body, context) => {
    checkReason(body, context);
    checkPrice(body, context);
  });

export const previewQuery = z
  .strictObject({ decision: z.enum(DECISIONS), price: z.coerce.number().pipe(rupiah).optional() })
  .superRefine(checkPrice);

export const appealBody = z
  .strictObject({ reason, note })
  .superRefine((body, context) => checkReason({ ...body, decision: 'appeal' }, context));

export const fieldAppealBody = z
  .strictObject({ id: position, reason, note })
  .superRefine((body, context) => checkReason({ ...body, decision: 'appeal' }, context));

export const bulkBody = z
  .strictObject({
    decision: z.enum(['accept', 'reject', 'ask_again', 'undo', 'decline']),
    reason,
    note,
    cases: z
      .array(z.strictObject({ id: position, version: position }))
      .min(1)
      .max(100),
  })
  .superRefine(checkReason);
