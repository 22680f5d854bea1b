import { DISK_FULL, isDiskFull } from '../disk-full';
import type { Problem } from '../http-client';
import type { Log } from '../log';
import type { Queue, Queued } from '../queue/queue';
import { backoff } from './backoff';
import type { Outcome, Receipt } from './outcome';
import type { Sender, Sending } from './sender';

export interface DrainDeps {
  readonly queue: Queue;
  readonly sender: Sender;
  readonly batch: number;
  readonly log: Log;
  readonly random: () => number;
  /** Keeps receipts; durable once it returns. */
  readonly keepReceipts: (receipts: readonly Receipt[]) => void;
  readonly onDelivered?: () => void;
  /** Keeps readings that the server will never take; durable once it returns. */
  readonly keepRejected: (rejected: readonly { readonly text: string; readonly problem: Problem }[]) => void;
}

/** What the next step should be. */
export type Step =
  | { readonly next: 'idle' }
  | { readonly next: 'on' }
  | { readonly next: 'wait'; readonly ms: number; readonly why: string }
  | { readonly next: 'stop'; readonly why: string };

export interface Drain {
  /** Sends once what is oldest, and settles what came of it. */
  step(): Promise<Step>;
  readonly delivered: number;
  readonly rejected: number;
}

/** Looking whether the disk has room again costs the server nothing. */
const KEEP_RETRY_MS = 2_000;

/** What came of a request and is not written down yet. */
interface Settlement {
  readonly receipts: Receipt[];
  readonly refused: { text: string; problem: Problem; id: string }[];
  readonly seqs: number[];
  delivered: number;
}

/** The server takes 512 KiB in one request. */
const MOST_BYTES = 400 * 1024;

/**
 * Empties the queue, oldest first, one request at a time, so that a device's order is kept. A reading leaves the
 * queue only after its receipt or its problem is safely kept: cut anywhere, it is sent again, and its `reading_id`
 * makes the repeat harmless. What cannot be written down is held until it can, and nothing is sent meanwhile.
 */
export function createDrain(deps: DrainDeps): Drain {
  const { queue, sender, log } = deps;
  let size = deps.batch;
  let failures = 0;
  let delivered = 0;
  let rejected = 0;
  let unkept: Settlement | null = null;

  function settlementOf(readings: readonly Sending[], outcomes: readonly Outcome[]): Settlement {
    const made: Settlement = { receipts: [], refused: [], seqs: [], delivered: 0 };
    readings.forEach(({ seq, text, readingId }, i) => {
      const outcome = outcomes[i];
      if (outcome === undefined || outcome.kind === 'again') return;
      made.seqs.push(seq);
      if (outcome.kind === 'rejected') made.refused.push({ text, problem: outcome.problem, id: readingId });
      else made.delivered += 1;
      if (outcome.kind === 'delivered' && outcome.receipt !== null) made.receipts.push(outcome.receipt);
    });
    return made;
  }

  /** Goes on where it failed before. */
  function keep(held: Settlement): void {
    deps.keepReceipts(held.receipts);
    tell(held.receipts.splice(0), []);
    deps.keepRejected(held.refused);
    rejected += held.refused.length;
    tell([], held.refused.splice(0));
    queue.settle(held.seqs);
    delivered += held.delivered;
    if (held.delivered > 0) deps.onDelivered?.();
  }

  function tell(receipts: readonly Receipt[], refused: readonly { id: string; problem: Problem }[]): void {
    for (const { reading_id, prices } of receipts) {
      log.info('delivered', { reading_id, ledger: prices.map((p) => `#${p.ledger_index}`).join(' ') });
    }
    for (const { id, problem } of refused) {
      const errors = problem.errors.map((e) => `${e.field}: ${e.message}`);
      log.warn('rejected', { reading_id: id, status: problem.status, detail: problem.detail, errors });
    }
  }

  /** @returns what to do while it cannot be written down, as on a full disk; it is not sent again meanwhile */
  function tryKeep(held: Settlement): Step | null {
    unkept = held;
    try {
      keep(held);
    } catch (error) {
      const why = isDiskFull(error) ? DISK_FULL : (error as Error).message;
      return { next: 'wait', ms: KEEP_RETRY_MS, why: `what was sent cannot be written down: ${why}` };
    }
    unkept = null;
    return null;
  }

  const wait = (why: string, retryAfter: number | null): Step => {
    failures += 1;
    return { next: 'wait', ms: backoff(failures, retryAfter, deps.random()), why };
  };

  return {
    async step() {
      if (unkept !== null) return tryKeep(unkept) ?? { next: 'on' };
      const readings = fitting(queue.take(size)).map(sendingOf);
      if (readings.length === 0) return { next: 'idle' };
      const sent = await sender.send(readings);
      if (sent.kind === 'stop') return { next: 'stop', why: sent.why };
      if (sent.kind === 'later') return wait(sent.why, sent.retryAfter);
      if (sent.kind === 'split') {
        size = Math.max(1, Math.floor(readings.length / 2));
        return { next: 'on' };
      }
      const held = settlementOf(readings, sent.outcomes);
      const settled = held.seqs.length;
      const failed = tryKeep(held);
      if (failed !== null) return failed;
      size = Math.min(deps.batch, Math.max(size, readings.length) * 2);
      if (settled === 0) return wait('the server could not store anything', sent.retryAfter);
      failures = 0;
      return { next: 'on' };
    },
    get delivered() {
      return delivered;
    },
    get rejected() {
      return rejected;
    },
  };
}

/** As many of the first as one request may carry, one at least. */
function fitting(readings: readonly Queued[]): readonly Queued[] {
  let bytes = 0;
  const count = readings.findIndex(({ text }) => {
    bytes += Buffer.byteLength(text) + 1;
    return bytes > MOST_BYTES;
  });
  return count < 0 ? readings : readings.slice(0, Math.max(1, count));
}

function sendingOf({ seq, text }: Queued): Sending {
  return { seq, text, readingId: (JSON.parse(text) as { reading_id: string }).reading_id };
}
