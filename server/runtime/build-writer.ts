import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import type { Runtime } from '@/lib/runtime';
import { createGreedyWriter } from '@/lib/services/greedy-writer';
import { announceCommit } from '@/lib/services/record-readings';
import { type KnownHead, prepareReadings, type Saved, saveReadings } from '@/lib/services/save-readings';
import type { AppendResult } from '@/lib/store/river/append-readings';
import type { Known } from './known';
import type { Connections } from './open-connections';

const MAX_QUEUED = 5_000;
const MAX_BATCH = 400;

/** The one place of this process where readings are committed, and told of once they are. */
export function buildWriter(
  { pool, riverPool }: Pick<Connections, 'pool' | 'riverPool'>,
  known: Known,
  runtime: Pick<Runtime, 'clock' | 'catalog' | 'memory' | 'bus' | 'metrics'>,
): Runtime['writer'] {
  const { clock, metrics } = runtime;
  const head: KnownHead = { current: null, ahead: null };
  return createGreedyWriter<JudgedReading, Saved>({
    maxQueued: MAX_QUEUED,
    maxBatch: MAX_BATCH,
    prepare(batch) {
      const deps = {
        pool,
        riverPool,
        head,
        catalog: known.catalog,
        now: clock.now(),
        onCommit(result: AppendResult, recorded: readonly RecordedReading[]) {
          known.ledger?.committed(result);
          announceCommit(runtime, result, recorded);
        },
      };
      const prepared = prepareReadings(deps, batch);
      return async () => {
        const startedAt = performance.now();
        const outcomes = await saveReadings(deps, batch, prepared);
        metrics.committed(batch.length, (performance.now() - startedAt) / 1000);
        return outcomes;
      };
    },
  });
}
