import type { Log } from '@/lib/log';

export interface Answer {
  readonly status: number;
  /** Seconds; 0 when the door did not say. */
  readonly retryAfter: number;
  /** Body, for the log of a refusal. */
  readonly answer: string;
}

export interface RoundsDeps<Reporter> {
  readonly log: Pick<Log, 'info' | 'warn' | 'debug'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Between two reports, ms. */
  readonly pause: () => number;
  /** Who reports in the next round. */
  readonly nextRound: () => Promise<readonly Reporter[]>;
  readonly report: (reporter: Reporter, signal: AbortSignal) => Promise<Answer>;
}

const LONGEST_PAUSE_MS = 60_000;
const AGAIN_MS = 1_000;

/**
 * Lets everyone report once a round, in a new order each time, one after the other with pauses. An answer of
 * 429 or 503, or none at all, doubles the pause up to a minute; the door's own Retry-After is kept.
 *
 * @returns a function that ends it, waiting for a report under way
 */
export function startRounds<Reporter>(deps: RoundsDeps<Reporter>): () => Promise<void> {
  const stop = new AbortController();
  let waiting: Reporter[] = [];
  let failures = 0;

  async function turn(): Promise<number> {
    if (waiting.length === 0) waiting = shuffled(await deps.nextRound(), deps.random);
    const reporter = waiting.pop();
    if (reporter === undefined) return LONGEST_PAUSE_MS;
    const { status, retryAfter, answer } = await deps.report(reporter, stop.signal);
    if (status === 429 || status === 503) {
      failures += 1;
      deps.log.debug({ status, retryAfter }, 'the door asked the simulated devices to wait');
      return Math.max(retryAfter * 1000, backoff());
    }
    failures = 0;
    if (status >= 400) deps.log.warn({ status, answer }, 'a simulated reading was refused');
    return deps.pause();
  }

  function backoff(): number {
    return Math.min(LONGEST_PAUSE_MS, AGAIN_MS * 2 ** failures);
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const wait = await turn().catch((err) => {
        if (stop.signal.aborted) return 0;
        failures += 1;
        deps.log.info({ err, failures }, 'a simulated reading did not arrive');
        return backoff();
      });
      await sleep(wait, stop.signal);
    }
  }

  const running = run();
  return async () => {
    stop.abort();
    await running;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [order[i], order[j]];
    if (a === undefined || b === undefined) continue;
    order[i] = b;
    order[j] = a;
  }
  return order;
}

/** Ends early, without an error, when the signal fires. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
