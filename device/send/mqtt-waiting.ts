import { problemOf } from '../http-client';
import { isOwnFault, type Outcome, receiptOf } from './outcome';

/** Readings that were published, each until it is acknowledged and, where the platform says so, answered. */
export interface Waiting {
  /** Resolves with what became of the reading; at once when the connection is gone. */
  add(readingId: string): Promise<Outcome>;
  acknowledged(readingId: string): void;
  /** A message on the receipt topic; what is none of ours is left alone. */
  answered(message: unknown): void;
  /** The connection is gone for good: nothing that waits, now or later, was delivered as far as we know. */
  lost(): void;
}

interface Entry {
  acknowledged: boolean;
  answer: Outcome | null;
  timer: NodeJS.Timeout | null;
  readonly outcome: Promise<Outcome>;
  readonly resolve: (outcome: Outcome) => void;
}

/** What the platform says when a broker of somebody else handed the message on without a proof of who sent it. */
const NO_TOKEN = 'missing_token';

/**
 * A reading is delivered at its acknowledgement. Where receipts come as well, the acknowledged one waits for
 * its receipt for a moment, since the receipt may be a refusal; where none ever came, nobody waits again.
 *
 * @param onTokenWanted called when the platform wants the token in the message
 */
export function createWaiting(receiptMs: number, onTokenWanted: () => void = () => undefined): Waiting {
  const entries = new Map<string, Entry>();
  let silent = false;
  let gone = false;

  function finish(id: string, outcome: Outcome): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    entries.delete(id);
    entry.resolve(outcome);
  }

  function take(id: string, answer: Outcome): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.answer = answer;
    if (entry.acknowledged) finish(id, answer);
  }

  return {
    add(id) {
      if (gone) return Promise.resolve({ kind: 'again' });
      const known = entries.get(id);
      // The queue holds a reading twice when the power went between queueing it and noting where the sensor stopped.
      if (known !== undefined) return known.outcome;
      const { promise: outcome, resolve } = withResolvers<Outcome>();
      entries.set(id, { acknowledged: false, answer: null, timer: null, outcome, resolve });
      return outcome;
    },
    acknowledged(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.acknowledged = true;
      const delivered: Outcome = { kind: 'delivered', receipt: null };
      if (entry.answer !== null) return finish(id, entry.answer);
      if (silent) return finish(id, delivered);
      entry.timer = setTimeout(() => {
        silent = true;
        finish(id, delivered);
      }, receiptMs);
    },
    answered(message) {
      silent = false;
      for (const item of itemsOf(message)) {
        const id = String(item.reading_id ?? '');
        const receipt = receiptOf(item, id);
        const problem = problemOf(item);
        if (receipt !== null) take(id, { kind: 'delivered', receipt });
        else if (problem !== null) {
          if (problem.errors.some(({ code }) => code === NO_TOKEN)) onTokenWanted();
          take(id, isOwnFault(problem) ? { kind: 'rejected', problem } : { kind: 'again' });
        }
      }
    },
    lost() {
      gone = true;
      for (const id of [...entries.keys()]) finish(id, entries.get(id)?.answer ?? { kind: 'again' });
    },
  };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function itemsOf(message: unknown): readonly { readonly reading_id?: unknown }[] {
  if (typeof message !== 'object' || message === null) return [];
  const results = 'results' in message && Array.isArray(message.results) ? message.results : [message];
  return results.filter((item) => typeof item === 'object' && item !== null);
}
