import type { FieldAppeal } from './appeals';
import type { FieldRecord } from './records';

const NOTE =
  'What this phone has not settled. Each of "readings" can be posted to /ingest as it is, and of each of "appeals" its "body" to /api/field/appeals, with a token of its device. "states" says how far each reading came; an appeal with "refused" was answered and is kept for its words.';

/**
 * Everything that a person wrote on the phone and the server has not settled, without any secret: readings and appeals in
 * the form that its doors take. docs/operations.md describes the file.
 */
export function exportQueue(
  records: readonly FieldRecord[],
  appeals: readonly FieldAppeal[],
  now: number,
): string {
  const unsettled = records.filter((r) => r.state !== 'sent');
  return JSON.stringify(
    {
      exported_at: new Date(now).toISOString(),
      note: NOTE,
      states: unsettled.map((r) => ({
        reading_id: r.id,
        state: r.state,
        attempts: r.attempts,
        attention: r.attention,
        receipt: r.receipt,
      })),
      readings: unsettled.map((r) => ({
        reading_id: r.id,
        timestamp: r.timestamp ?? new Date(r.typedAt + (r.offsetThen ?? 0)).toISOString(),
        market_id: r.marketId,
        device_id: r.deviceId,
        prices: { [r.commodity]: r.price },
      })),
      appeals: appeals.map((one) => ({
        device_id: one.deviceId,
        commodity: one.about?.commodity ?? null,
        price: one.about?.price ?? null,
        refused: one.refused === null ? null : { status: one.refused, code: one.why ?? '' },
        body: { id: one.observation, reason: one.reason, note: one.note },
      })),
    },
    null,
    2,
  );
}
