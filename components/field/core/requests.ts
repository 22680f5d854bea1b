import type { FieldRequest } from '@/lib/live/field';
import { PHONE_TIME_GRAIN_MS } from '@/lib/market/review';
import type { FieldRecord } from './records';

/**
 * Questions that still want an answer: their time is not over, and nothing newer of the item was typed that is sent or
 * on its way. The most urgent first.
 *
 * @param now ms, by the server's clock
 * @param offset server's clock less the phone's, ms; times of typing are the phone's own
 */
export function openRequests(
  requests: readonly FieldRequest[],
  records: readonly Pick<FieldRecord, 'commodity' | 'state' | 'typedAt'>[],
  now: number,
  offset: number,
): readonly FieldRequest[] {
  const answered = ({ commodity, asked_at }: FieldRequest) =>
    records.some(
      (r) =>
        r.commodity === commodity &&
        r.state !== 'draft' &&
        r.typedAt + offset > Date.parse(asked_at) - PHONE_TIME_GRAIN_MS,
    );
  return requests
    .filter((request) => Date.parse(request.due_at) > now && !answered(request))
    .sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
}
