import type { Log } from '@/lib/log';

/** Start and stop are pairs: what was started last is stopped first. */
export interface StopStack {
  push(name: string, stop: () => void | Promise<void>): void;
  /** Stops everything; one that fails is logged and does not keep the others from stopping. */
  stopAll(log: Log): Promise<void>;
}

export function createStopStack(): StopStack {
  const stops: { name: string; stop: () => void | Promise<void> }[] = [];
  return {
    push: (name, stop) => void stops.push({ name, stop }),
    async stopAll(log) {
      for (let entry = stops.pop(); entry !== undefined; entry = stops.pop()) {
        const { name, stop } = entry;
        await Promise.resolve()
          .then(stop)
          .then(
            () => log.debug({ part: name }, 'stopped'),
            (err) => log.error({ err, part: name }, 'did not stop cleanly'),
          );
      }
    },
  };
}
