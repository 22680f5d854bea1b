import type { FieldRecord } from './records';

/** Everything on the phone that is not settled, in the form that `POST /ingest` takes, and without any secret. */
export function exportQueue(records: readonly FieldRecord[], now: number): string {
  const unsettled = records.filter((r) => r.state !== 'sent');
  return JSON.stringify(
    {
      exported_at: new Date(now).toISOString(),
      note: 'Prices that this phone has not settled. "readings" can be posted to /ingest as they are.',
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
    },
    null,
    2,
  );
}
