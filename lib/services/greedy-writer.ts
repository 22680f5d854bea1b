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
  /**
   * Does what can be done before the batch's turn comes. @returns what makes it durable: one result an item, in
   * order. An `Error` as a result rejects that item alone.
   */
  readonly prepare: (batch: readonly Item[]) => () => Promise<readonly (Result | Error)[]>;
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

const nothing = (): void => undefined;

/** Items that share a commit, and what makes them durable. */
interface Share<Item, Result> {
  readonly items: readonly Waiting<Item, Result>[];
  readonly commit: () => Promise<readonly (Result | Error)[]>;
}

/**
 * What waits together commits together: the next batch is taken the instant the last commit returns. No timers, so
 * a lone item waits for nobody, a few share one commit, and a crowd shares two. Once as many of a crowd wait as are
 * being written, they are prepared, and the database has them before the others are answered.
 */
export function createGreedyWriter<Item, Result>(
  options: WriterOptions<Item, Result>,
): GreedyWriter<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let ready: Share<Item, Result> | null = null;
  let running: Promise<void> | null = null;
  /** Items that are being written. */
  let underWay = 0;
  let asked = false;
  let begun = 0;
  let ended = 0;

  function take(count: number): Share<Item, Result> {
    const items = waiting.slice(0, Math.min(count, options.maxBatch));
    waiting = waiting.slice(items.length);
    try {
      const commit = options.prepare(items.map((w) => w.item));
      return { items, commit: async () => await commit() };
    } catch (error) {
      return { items, commit: () => Promise.reject(error) };
    }
  }

  async function run(): Promise<void> {
    // Requests parsed in the same turn of the event loop join the first batch.
    await Promise.resolve();
    let next: Share<Item, Result> | null = take(shareOf(waiting.length));
    let answer: () => void = nothing;
    while (next !== null) {
      const share: Share<Item, Result> = next;
      begun += 1;
      underWay = share.items.length;
      const written = share.commit();
      answer();
      answer = await written.then(
        (results) => () => settle(share.items, results),
        (error: unknown) => () => fail(share.items, error),
      );
      ended += 1;
      underWay = 0;
      next = ready;
      ready = null;
      if (next !== null) continue;
      answer();
      answer = nothing;
      if (waiting.length === 0) break;
      // What has reached this process meanwhile is read first, so that it shares the next commit.
      await nextTurn();
      next = take(shareOf(waiting.length));
    }
    running = null;
  }

  function settle(items: readonly Waiting<Item, Result>[], results: readonly (Result | Error)[]): void {
    items.forEach((w, i) => {
      const result = results[i];
      if (result === undefined) w.reject(new Error('the commit gave no result for this item'));
      else if (result instanceof Error) w.reject(result);
      else w.resolve(result);
    });
  }

  function fail(items: readonly Waiting<Item, Result>[], error: unknown): void {
    for (const w of items) w.reject(error);
  }

  /** Whether as many of a crowd wait as are being written, so that they can be prepared meanwhile. */
  function isHalf(): boolean {
    return underWay > 0 && ready === null && waiting.length >= Math.max(CROWD, underWay);
  }

  /** After all that came with the same request. */
  function prepareAhead(): void {
    if (asked || !isHalf()) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      if (isHalf()) ready = take(Math.max(CROWD, underWay, shareOf(waiting.length)));
    });
  }

  return {
    write(item) {
      if (waiting.length + (ready?.items.length ?? 0) >= options.maxQueued) {
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
        prepareAhead();
      });
    },
    get queued() {
      return waiting.length + (ready?.items.length ?? 0);
    },
    get commits() {
      return { begun, ended };
    },
    async drain() {
      while (running !== null) await running;
    },
  };
}
