import { isDiskFull } from './disk-full';
import type { Log } from './log';
import type { Queue } from './queue/queue';

/** Readings for which the disk had no room, in memory. */
export interface Unkept {
  /**
   * Queues these after those that could not be queued before. On a full disk all of them stay in memory, the newest of
   * many; switched off meanwhile, the device loses them.
   *
   * @returns the oldest that had to go, as many as they are
   * @throws QueueFull, or Error of the disk that is not that it is full
   */
  queue(texts: readonly string[]): number;
  readonly waiting: number;
}

/** Some hours of a reading each two seconds; a few megabytes. */
const MOST = 10_000;

export function createUnkept(queue: Queue, log: Log): Unkept {
  let held: readonly string[] = [];
  return {
    queue(texts) {
      const before = held.length;
      let left = [...held, ...texts];
      let dropped = 0;
      try {
        // One of them tells whether there is room: sealing thousands at each try would be for nothing.
        if (before > 0) {
          dropped += queue.append(left.slice(0, 1)).length;
          left = left.slice(1);
        }
        dropped += queue.append(left).length;
        left = [];
        if (before > 0) log.info('disk-has-room', { readings: before });
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        if (before === 0)
          log.error('disk-full', { why: String(error), remedy: 'make room; nothing is lost meanwhile' });
        dropped += Math.max(0, left.length - MOST);
      }
      held = left.slice(-MOST);
      return dropped;
    },
    get waiting() {
      return held.length;
    },
  };
}
