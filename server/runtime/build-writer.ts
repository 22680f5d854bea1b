import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Runtime } from '@/lib/runtime';
import { createGreedyWriter } from '@/lib/services/greedy-writer';
import { announceCommit } from '@/lib/services/record-readings';
import { type Saved, saveReadings, unknownHead } from '@/lib/services/save-readings';
import type { Known } from './known';
import type { Connections } from './open-connections';

const MAX_QUEUED = 5_000;
const MAX_BATCH = 400;

/** The one place of this process where readings are committed, and told of once they are. */
export function buildWriter(
  { pool, riverLine }: Pick<Connections, 'pool' | 'riverLine'>,
  known: Known,
  runtime: Pick<Runtime, 'clock' | 'catalog' | 'memory' | 'bus' | 'metrics'>,
): Runtime['writer'] {
  const { clock, metrics } = runtime;
  const head = unknownHead();
  return createGreedyWriter<JudgedReading, Saved>({
    maxQueued: MAX_QUEUED,
    maxBatch: MAX_BATCH,
    async commit(batch) {
      const startedAt = performance.now();
      const outcomes = await saveReadings(
        {
          pool,
          riverLine,
          head,
          catalog: known.catalog,
          now: clock.now(),
          onCommit(result, recorded) {
            known.ledger?.committed(result);
            announceCommit(runtime, result, recorded);
          },
        },
        batch,
      );
      metrics.committed(batch.length, (performance.now() - startedAt) / 1000);
      return outcomes;
    },
  });
}
