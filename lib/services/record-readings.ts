import type { Pool } from 'pg';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import type { MessageSignature } from '@/lib/market/message-signature';
import type { AppendResult } from '@/lib/store/river/append-readings';
import { findReadings, keyOf } from '@/lib/store/river/find-readings';
import { type Admitted, admitReading } from './admit-reading';
import type { GreedyWriter } from './greedy-writer';
import { judgeReading } from './judge-reading';
import type { LiveBus } from './live-bus';
import { priceUpdates } from './price-update';
import { type RiverMemory, takeIn } from './river-memory';
import { asUnavailable } from './save-faults';
import type { Saved } from './save-readings';

/** What the river needs; built once by the server. */
export interface River {
  readonly clock: Clock;
  readonly pool: Pool;
  /** Replaced whole when an administrator changes a name, so it is asked for each time. */
  catalog(): Catalog;
  readonly memory: RiverMemory;
  readonly writer: GreedyWriter<JudgedReading, Saved>;
  readonly bus: LiveBus;
  readonly metrics: RiverMetrics;
}

/** What is counted on the way. */
export interface RiverMetrics {
  recorded(recorded: RecordedReading): void;
  repeated(): void;
}

/**
 * The way of a reading, from a device that is known to an answer that holds:
 * parse → identify → judge → weigh → seal → save → announce. It resolves only once everything is durable;
 * a repeat resolves to the first answer.
 *
 * @param path where the reading stands in the body, e.g. `readings[3]`; names fields in errors
 * @param signed the device's signature over the message, already checked
 * @throws SmpError INVALID with the fields, FORBIDDEN for somebody else's market, OVERLOADED, UNAVAILABLE
 */
export async function recordReading(
  river: River,
  device: DeviceActor,
  body: unknown,
  path = '',
  signed: MessageSignature | null = null,
): Promise<RecordedReading> {
  const admitted = admitReading(river, device, body, path);
  if (!admitted.ok) return repeatOf(river, admitted);
  const judged = judgeReading(
    river.catalog(),
    river.memory,
    admitted.reading,
    device.simulated ? 'simulated' : 'observed',
  );
  const saved = await river.writer.write(signed === null ? judged : { ...judged, signature: signed });
  if (saved.fresh) river.metrics.recorded(saved.recorded);
  else river.metrics.repeated();
  return saved.recorded;
}

/**
 * The first answer to a reading that was taken on another day, when its market traded and its device stood there.
 * @throws SmpError the refusal of one that was not; UNAVAILABLE when that cannot be told
 */
async function repeatOf(
  { pool, metrics }: River,
  { refusal, late }: Extract<Admitted, { ok: false }>,
): Promise<RecordedReading> {
  if (late === null) throw refusal;
  const found = await findReadings(pool, [late]).catch((error: unknown) => {
    throw asUnavailable(error);
  });
  const first = found.get(keyOf(late));
  if (first === undefined) throw refusal;
  metrics.repeated();
  return first;
}

/** What follows every commit, in ledger order: the memory learns, and the news goes out. */
export function announceCommit(
  river: Pick<River, 'catalog' | 'memory' | 'bus'>,
  result: AppendResult,
  recorded: readonly RecordedReading[],
): void {
  const catalog = river.catalog();
  for (const { reading, prices } of recorded) {
    for (const { commodityId, price, ledgerIndex, verdict } of prices) {
      takeIn(river.memory, catalog, {
        marketId: reading.marketId,
        regionId: reading.regionId,
        commodityId,
        price,
        observedAt: reading.observedAt,
        receivedAt: reading.receivedAt,
        deviceId: reading.deviceId,
        observationId: ledgerIndex,
        lane: verdict.lane,
        flags: verdict.flags,
      });
    }
  }
  river.bus.publish({
    from: result.from,
    to: result.to,
    updates: recorded.flatMap((r) => priceUpdates(catalog, r)),
  });
}
