import type { Log } from '@/lib/log';

/**
 * Does `work` again and again, each time `intervalMs` after the last one ended, so that it never overlaps
 * itself. A failure is logged and the next turn comes all the same.
 *
 * @returns a function that ends it and waits for a turn under way
 */
export function every(
  intervalMs: number,
  name: string,
  log: Log,
  work: () => Promise<void>,
): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  const plan = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work()
        .catch((err) => log.error({ err, job: name }, 'a job failed'))
        .then(plan);
    }, intervalMs);
    timer.unref();
  };
  plan();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await turn;
  };
}
