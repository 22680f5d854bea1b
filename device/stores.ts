import { existsSync, readdirSync } from 'node:fs';
import type { Home } from './home';
import type { Problem } from './http-client';
import { openQueue, type Queue, type Queued, type QueueLimits } from './queue/queue';
import { createSeal, readOrMakeKey } from './queue/seal';

/** What waits, and what the server will never take as it is. */
export interface Stores {
  readonly queue: Queue;
  readonly rejected: Queue;
  close(): void;
}

/** A rejected reading with the server's reason. */
export interface Rejected {
  readonly at: string;
  readonly reading: unknown;
  readonly problem: Problem;
}

/** The newest of these are kept for a person to look at. */
const REJECTED: QueueLimits = { maxReadings: 10_000, maxBytes: 32 << 20, whenFull: 'drop-oldest' };

/** @param readOnly looks while another process works with the folder */
export function openStores(
  home: Home,
  options: { readonly limits: QueueLimits; readonly keyFile: string | null },
  readOnly: boolean,
): Stores {
  const held = [home.queue, home.rejected].some(hasSegments);
  const seal = createSeal(readOrMakeKey(options.keyFile ?? home.queueKey, held));
  const queue = openQueue({ folder: home.queue, seal, readOnly, ...options.limits });
  const rejected = openQueue({ folder: home.rejected, seal, readOnly, ...REJECTED });
  return {
    queue,
    rejected,
    close() {
      queue.close();
      rejected.close();
    },
  };
}

function hasSegments(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.log'));
}

/** How a rejected reading is kept. */
export function rejectedText({
  text,
  problem,
}: {
  readonly text: string;
  readonly problem: Problem;
}): string {
  return JSON.stringify({ at: new Date().toISOString(), reading: JSON.parse(text), problem });
}

export function rejectedOf({ text }: Queued): Rejected {
  return JSON.parse(text) as Rejected;
}

/**
 * Puts every rejected reading back at the end of the queue, with the id that it had.
 *
 * @returns how many
 */
export function retryRejected({ queue, rejected }: Stores): number {
  const all = rejected.take(rejected.waiting);
  // First there, then gone here: a power cut between leaves it in both, and its id makes that harmless.
  queue.append(all.map((item) => JSON.stringify(rejectedOf(item).reading)));
  rejected.settle(all.map((item) => item.seq));
  return all.length;
}
