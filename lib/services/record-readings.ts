import type { DeviceActor } from '@/lib/auth/actor';
import { canReport } from '@/lib/auth/permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { parseReading } from '@/lib/ingest/parse-reading';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import type { Reading } from '@/lib/market/reading';
import type { AppendResult } from '@/lib/store/river/append-readings';
import type { GreedyWriter } from './greedy-writer';
import { judgeReading } from './judge-reading';
import type { LiveBus } from './live-bus';
import { priceUpdates } from './price-update';
import { type RiverMemory, remember } from './river-memory';
import type { Saved } from './save-readings';

const MAX_PAST_MS = 7 * 86_400_000;
const MAX_FUTURE_MS = 5 * 60_000;

/** What the river needs; built once by the server. */
export interface River {
  readonly clock: Clock;
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
 * @throws SmpError INVALID with the fields, FORBIDDEN for somebody else's market, OVERLOADED, UNAVAILABLE
 */
export async function recordReading(
  river: River,
  device: DeviceActor,
  body: unknown,
  path = '',
): Promise<RecordedReading> {
  const reading = parse(river, body, path);
  identify(device, reading, path);
  const judged = judgeReading(
    river.catalog(),
    river.memory,
    reading,
    device.simulated ? 'simulated' : 'observed',
  );
  const saved = await river.writer.write(judged);
  if (saved.fresh) river.metrics.recorded(saved.recorded);
  else river.metrics.repeated();
  return saved.recorded;
}

/** What follows every commit, in ledger order: the memory learns, and the news goes out. */
export function announceCommit(
  river: Pick<River, 'catalog' | 'memory' | 'bus'>,
  result: AppendResult,
  recorded: readonly RecordedReading[],
): void {
  const catalog = river.catalog();
  for (const { reading, prices } of recorded) {
    for (const p of prices) {
      if (p.verdict.lane === 'accepted') remember(river.memory, catalog, { ...reading, ...p });
    }
  }
  river.bus.publish({ ...result, updates: recorded.flatMap((r) => priceUpdates(catalog, r)) });
}

function parse(river: River, body: unknown, path: string): Reading {
  const parsed = parseReading(body, {
    catalog: river.catalog(),
    receivedAt: river.clock.now(),
    maxPastMs: MAX_PAST_MS,
    maxFutureMs: MAX_FUTURE_MS,
    path,
  });
  if (parsed.ok) return parsed.reading;
  throw new SmpError('INVALID', 'The reading cannot be used as it is.', { errors: parsed.errors });
}

function identify(device: DeviceActor, reading: Reading, path: string): void {
  if (canReport(device, reading)) return;
  const field = reading.deviceId === device.deviceId ? 'market_id' : 'device_id';
  throw new SmpError('FORBIDDEN', 'A device reports for itself and for its own market.', {
    errors: [
      {
        field: path === '' ? field : `${path}.${field}`,
        code: 'not_yours',
        message: `The token belongs to device ${device.deviceId}; send its own device_id and market_id.`,
      },
    ],
  });
}
