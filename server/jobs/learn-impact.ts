import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Runtime } from '@/lib/runtime';
import { type LearnElsewhere, type LearnImpactDeps, learnImpact } from '@/lib/services/learn-impact';
import { every } from './every';

/** How often it is asked whether there is a new day, or something else to learn from. */
const LEARN_MS = 20_000;

/**
 * Learns what moves prices, in a thread of its own that lives only as long and has its own connections: rows, fits and
 * models never pass through this one. @returns a function that ends it
 */
export function startLearning(
  runtime: LearnImpactDeps & Pick<Runtime, 'jobs' | 'log'>,
  databaseUrl: string,
  restMs = LEARN_MS,
): () => Promise<void> {
  let thread: Worker | null = null;
  let stopping = false;
  const turn = runtime.jobs.noting('impact', restMs, async () => {
    const startedAt = performance.now();
    const learn: LearnElsewhere = async (order) => {
      const worker = new Worker(new URL('./fit-worker.mjs', import.meta.url), {
        workerData: { databaseUrl },
      });
      thread = worker;
      // Without events an ended thread would be waited for without end.
      const ended = new AbortController();
      worker.once('exit', () => ended.abort());
      worker.postMessage(order);
      const [commodities] = (await once(worker, 'message', { signal: ended.signal })) as [number];
      return commodities;
    };
    try {
      const commodities = await learnImpact(runtime, learn);
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      if (commodities > 0) runtime.log.info({ commodities, seconds }, 'learnt what moves prices');
    } catch (error) {
      // A thread that was ended on the way leaves its learning to the next start.
      if (!stopping) throw error;
    } finally {
      await end();
    }
  });
  const end = async () => {
    await thread?.terminate();
    thread = null;
  };
  const stop = every(restMs, 'impact', runtime.log, turn);
  return async () => {
    stopping = true;
    await end();
    await stop();
  };
}
