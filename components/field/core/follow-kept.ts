import type { FieldAdvice, FieldDecisions, FieldRequest, FieldRound } from '@/lib/live/field';
import { type FieldAppeal, readAppeals } from './appeals';
import type { ClockFact } from './clock';
import { type Enrolment, type KeptPart, type LockOut, onChange, readKept, type Settings } from './kept';
import { readOutbox } from './outbox';
import type { FieldRecord } from './records';
import { CALM, type RetryState } from './retry';
import type { Told } from './told';

export interface FieldState {
  readonly enrolment: Enrolment | null;
  readonly round: FieldRound | null;
  readonly requests: readonly FieldRequest[];
  readonly records: readonly FieldRecord[];
  readonly clock: ClockFact | null;
  readonly retry: RetryState;
  readonly lockOut: LockOut;
  readonly settings: Settings | null;
  readonly advice: Told<FieldAdvice> | null;
  readonly decisions: Told<FieldDecisions> | null;
  readonly appeals: readonly FieldAppeal[];
}

/** How each part of what is kept is read; only what changed is read again. */
const READ = {
  enrolment: async () => ({ enrolment: await readKept('enrolment') }),
  round: async () => ({ round: await readKept('round') }),
  requests: async () => ({ requests: (await readKept('requests')) ?? [] }),
  outbox: async () => ({ records: await readOutbox() }),
  clock: async () => ({ clock: await readKept('clock') }),
  retry: async () => ({ retry: (await readKept('retry')) ?? CALM }),
  lockOut: async () => ({ lockOut: await readKept('lockOut') }),
  settings: async () => ({ settings: await readKept('settings') }),
  advice: async () => ({ advice: await readKept('advice') }),
  decisions: async () => ({ decisions: await readKept('decisions') }),
  appeals: async () => ({ appeals: await readAppeals() }),
} as const satisfies Readonly<Record<KeptPart, () => Promise<Partial<FieldState>>>>;

const PARTS = Object.keys(READ) as readonly KeptPart[];

const NOTHING: FieldState = {
  enrolment: null,
  round: null,
  requests: [],
  records: [],
  clock: null,
  retry: CALM,
  lockOut: null,
  settings: null,
  advice: null,
  decisions: null,
  appeals: [],
};

async function readParts(parts: readonly KeptPart[]): Promise<Partial<FieldState>> {
  return Object.assign({}, ...(await Promise.all(parts.map((part) => READ[part]()))));
}

/**
 * Tells what is on the phone now, and again whenever a page or worker changed it. What did not change stays the same
 * object, so that a page draws only what is new.
 *
 * @param show `null` when it cannot be read
 * @returns a function that stops it
 */
export function followKept(show: (state: FieldState | null) => void): () => void {
  const stale = new Set(PARTS);
  let state = NOTHING;
  let reading = false;
  let ended = false;
  const readStale = async (): Promise<void> => {
    const parts = [...stale];
    stale.clear();
    const fresh = await readParts(parts).catch(() => null);
    if (ended) return;
    // What could not be read may have changed meanwhile: all of it is read again at the next change.
    if (fresh !== null) state = { ...state, ...fresh };
    show(fresh === null ? null : state);
    if (fresh !== null && stale.size > 0) return readStale();
    if (fresh === null) markStale();
  };
  const markStale = (part?: string) => {
    // A page of another build may name a part that is unknown here: then everything may be new.
    const known = PARTS.filter((one) => one === part);
    for (const one of known.length === 0 ? PARTS : known) stale.add(one);
  };
  const read = async () => {
    if (reading) return;
    reading = true;
    await readStale();
    reading = false;
  };
  const stop = onChange((part) => {
    markStale(part);
    void read();
  });
  void read();
  return () => {
    ended = true;
    stop();
  };
}
