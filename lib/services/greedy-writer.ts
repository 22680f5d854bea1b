import { setImmediate as nextTurn } from 'node:timers/promises';
import { SmpError } from '@/lib/errors';

export interface GreedyWriter<Item, Result> {
  /**
   * Resolves once the item is durable, rejects when it is not.
   * @throws SmpError OVERLOADED at once when the queue is full
   */
  write(item: Item): Promise<Result>;
  /** Items that wait, without those that are being written. */
  readonly queued: number;
  /** Commits that began and that ended since the start; at most one is under way. */
  readonly commits: { readonly begun: number; readonly ended: number };
  /** Resolves when nothing waits and nothing is being written. */
  drain(): Promise<void>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface WriterOptions<Item, Result> {
  /** Makes a batch durable; one result an item, in order. An `Error` as a result rejects that item alone. */
  readonly commit: (batch: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  readonly maxQueued: number;
  readonly maxBatch: number;
}

/** Up to so many items share one commit; of more, half of them do. */
const CROWD = 16;

/**
 * How many of the items that wait the next commit takes. While one half of a crowd commits, this process reads and
 * judges what the other half's senders sent next; were all of them in one commit, process and database would wait
 * for each other by turns.
 */
export function shareOf(waiting: number): number {
  return waiting <= CROWD ? waiting : Math.max(CROWD, Math.ceil(waiting / 2));
}

/**
 * What waits together commits together: the next batch is taken the instant the last commit returns. No timers, so
 * a lone item waits for nobody, a few share one commit, and a crowd shares two.
 */
export function createGreedyWriter<Item, Result>(
  options: WriterOptions<Item, Result>,
): GreedyWriter<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running: Promise<void> | null = null;
  let begun = 0;
  let ended = 0;

  async function run(): Promise<void> {
    // Requests parsed in the same turn of the event loop join the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const taken = Math.min(shareOf(waiting.length), options.maxBatch);
      const batch = waiting.slice(0, taken);
      waiting = waiting.slice(taken);
      begun += 1;
      await settle(batch);
      ended += 1;
      // What has reached this process meanwhile is read first, so that it shares the next commit.
      if (waiting.length > 0) await nextTurn();
    }
    running = null;
  }

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.commit(batch.map((w) => w.item));
      batch.forEach((w, i) => {
        const result = results[i];
        if (result === undefined) w.reject(new Error('the commit gave no result for this item'));
        else if (result instanceof Error) w.reject(result);
        else w.resolve(result);
      });
    } catch (error) {
      for (const w of batch) w.reject(error);
    }
  }

  return {
    write(item) {
      if (waiting.length >= options.maxQueued) {
        return Promise.reject(
          new SmpError(
            'OVERLOADED',
            'More readings are arriving than can be stored; send this one again shortly.',
            {
              retryAfter: 1,
            },
          ),
        );
      }
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    get queued() {
      return waiting.length;
    },
    get commits() {
      return { begun, ended };
    },
    async drain() {
      while (running !== null) await running;
    },
  };
}
