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
  /** Commits that began and that ended since the start; at most two are under way. */
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
   * Makes a batch durable: one result an item, in order. An `Error` as a result rejects that item alone. It may be
   * called while the batch before is under way, never while two are.
   */
  readonly commit: (batch: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  readonly maxQueued: number;
  readonly maxBatch: number;
}

/** Up to so many items share one commit; of more, half of them do. */
const CROWD = 16;
/** One is being stored, one is on its way behind it. */
const UNDER_WAY = 2;

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
 * a lone item waits for nobody, a few share one commit, and a crowd shares two. Once as many of a crowd wait as are
 * being written, they follow on their heels, so that the database never waits for this process to answer the others.
 */
export function createGreedyWriter<Item, Result>(
  options: WriterOptions<Item, Result>,
): GreedyWriter<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  /** Items of each commit that is under way, the older one first. */
  const underWay: number[] = [];
  let begun = 0;
  let ended = 0;
  let asked = false;
  let resting = false;
  let last: Promise<void> = Promise.resolve();

  function begin(count: number): void {
    const items = waiting.slice(0, Math.min(count, options.maxBatch));
    waiting = waiting.slice(items.length);
    underWay.push(items.length);
    begun += 1;
    const before = last;
    last = end(items, commit(items), before);
  }

  async function commit(items: readonly Waiting<Item, Result>[]): Promise<readonly (Result | Error)[]> {
    return await options.commit(items.map((w) => w.item));
  }

  /** Answers in the order in which the commits began. */
  async function end(
    items: readonly Waiting<Item, Result>[],
    written: Promise<readonly (Result | Error)[]>,
    before: Promise<void>,
  ): Promise<void> {
    const answer = await written.then(
      (results) => () => settle(items, results),
      (error: unknown) => () => fail(items, error),
    );
    await before;
    answer();
    underWay.shift();
    ended += 1;
    follow();
    if (underWay.length > 0 || waiting.length === 0) return;
    // What has reached this process meanwhile is read first, so that it shares the next commit.
    resting = true;
    await nextTurn();
    resting = false;
    start();
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

  function start(): void {
    begin(shareOf(waiting.length));
    follow();
  }

  /** Sends what waits behind the commit that is under way, if it is as much. */
  function follow(): void {
    const [ahead] = underWay;
    if (ahead === undefined || underWay.length === UNDER_WAY) return;
    const half = Math.max(CROWD, ahead);
    if (waiting.length >= half) begin(Math.max(half, shareOf(waiting.length)));
  }

  /** Requests that were read in the same turn of the event loop share a commit. */
  function ask(): void {
    if (asked || resting) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      if (resting || waiting.length === 0) return;
      if (underWay.length === 0) start();
      else follow();
    });
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
        ask();
      });
    },
    get queued() {
      return waiting.length;
    },
    get commits() {
      return { begun, ended };
    },
    async drain() {
      while (begun > ended || waiting.length > 0) {
        await last;
        await nextTurn();
      }
    },
  };
}
