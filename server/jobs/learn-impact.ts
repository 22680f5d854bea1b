import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Runtime } from '@/lib/runtime';
import { type FitElsewhere, type LearnImpactDeps, learnImpact } from '@/lib/services/learn-impact';
import { every } from './every';

/** How often it is asked whether there is a new day, or something else to learn from. */
const LEARN_MS = 20_000;

/** Learns what moves prices, in a thread of its own that lives only as long. @returns a function that ends it */
export function startLearning(
  runtime: LearnImpactDeps & Pick<Runtime, 'jobs' | 'log'>,
  restMs = LEARN_MS,
): () => Promise<void> {
  let thread: Worker | null = null;
  let stopping = false;
  const turn = runtime.jobs.noting('impact', restMs, async () => {
    const startedAt = performance.now();
    const fit: FitElsewhere = async (task) => {
      thread ??= new Worker(new URL('./fit-worker.mjs', import.meta.url));
      const worker: Worker = thread;
      // Without events an ended thread would be waited for without end.
      const ended = new AbortController();
      const stopped = () => ended.abort();
      worker.once('exit', stopped);
      try {
        worker.postMessage(task);
        const [body] = (await once(worker, 'message', { signal: ended.signal })) as [string | null];
        return body;
      } finally {
        worker.off('exit', stopped);
      }
    };
    try {
      const commodities = await learnImpact(runtime, fit);
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
