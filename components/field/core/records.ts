/*
 * What the phone keeps. Every record is one price, seen once, with the reading_id that it was given when it was
 * typed: sending it again, from another tab or after a crash, can never store it twice.
 */

/** `waiting` to be sent; `sent` and done with; `attention` when a person should look. */
export type RecordState = 'draft' | 'waiting' | 'sent' | 'attention';

export interface FieldFault {
  /** `prices.beras-medium`, `timestamp` … */
  readonly field: string;
  readonly code: string;
  /** The server's own words. */
  readonly message: string;
}

export type Attention =
  /** Stored, and held back by the judge. */
  | { readonly kind: 'quarantined' }
  /** Not stored: the server named what is wrong. */
  | { readonly kind: 'refused'; readonly status: number; readonly faults: readonly FieldFault[] }
  /** Not sent: typed when this phone was registered under another name. */
  | { readonly kind: 'other-device' };

export interface Receipt {
  readonly lane: 'accepted' | 'provisional' | 'quarantined';
  readonly flags: readonly string[];
  readonly range: { readonly low: number; readonly high: number } | null;
  readonly ledgerIndex: number;
  readonly publishedAt: string;
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy_m: number;
}

/** What the person chose to send beside a price, once the price is stored. The photo itself is kept apart. */
export interface Beside {
  readonly photo: boolean;
  /** `null` without, and once it was sent. */
  readonly position: Position | null;
  readonly state: 'held' | 'sent' | 'refused';
}

export type Settled = 'corrected' | 'confirmed' | 'decided' | 'handed-on';

export interface FieldRecord {
  /** reading_id, a UUID. */
  readonly id: string;
  readonly deviceId: string;
  readonly marketId: string;
  readonly commodity: string;
  /** Rp per base unit. */
  readonly price: number;
  readonly state: RecordState;
  /** By this phone's clock when it was typed, ms. */
  readonly typedAt: number;
  /** The newest time heard from the server before it was typed, and how far the phone was off then; ms. */
  readonly heardAt: number | null;
  readonly offsetThen: number | null;
  /** ISO time as sent; fixed before the first attempt so that a repeat says the same. */
  readonly timestamp: string | null;
  readonly attempts: number;
  readonly receipt: Receipt | null;
  readonly attention: Attention | null;
  /** Record that this one puts right. */
  readonly corrects: string | null;
  /** A later record, the person, a reviewer or a new holder of the phone has settled this one. */
  readonly settled: Settled | null;
  readonly beside: Beside | null;
}

export interface NewRecord {
  readonly id: string;
  readonly deviceId: string;
  readonly marketId: string;
  readonly commodity: string;
  readonly price: number;
  readonly typedAt: number;
  readonly heardAt: number | null;
  readonly offsetThen: number | null;
  readonly corrects: string | null;
  readonly beside: Beside | null;
}

export function draft(fresh: NewRecord): FieldRecord {
  return {
    ...fresh,
    state: 'draft',
    timestamp: null,
    attempts: 0,
    receipt: null,
    attention: null,
    settled: null,
  };
}

/** What the server said about one reading. */
export type Outcome =
  | { readonly kind: 'stored'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly status: number; readonly faults: readonly FieldFault[] }
  /** Nothing is known: it may or may not be stored, so the same reading is sent again later. */
  | { readonly kind: 'unknown' };

/** A record after an answer. A record that is no longer waiting is left as it is. */
export function afterAnswer(record: FieldRecord, outcome: Outcome): FieldRecord {
  if (record.state !== 'waiting') return record;
  const tried = { ...record, attempts: record.attempts + 1 };
  switch (outcome.kind) {
    case 'unknown':
      return tried;
    case 'refused': {
      const { status, faults } = outcome;
      return { ...tried, state: 'attention', attention: { kind: 'refused', status, faults } };
    }
    case 'stored': {
      const { receipt } = outcome;
      return receipt.lane === 'quarantined'
        ? { ...tried, state: 'attention', receipt, attention: { kind: 'quarantined' } }
        : { ...tried, state: 'sent', receipt };
    }
  }
}

/**
 * The records that a registration changes: what waits under another name needs a person, and what was set aside under
 * this name waits again.
 */
export function afterRegistration(records: readonly FieldRecord[], deviceId: string): readonly FieldRecord[] {
  return records.flatMap((record): FieldRecord | readonly [] => {
    const own = record.deviceId === deviceId;
    if (record.state === 'waiting' && !own)
      return { ...record, state: 'attention', attention: { kind: 'other-device' } };
    if (record.state === 'attention' && record.attention?.kind === 'other-device' && own)
      return { ...record, state: 'waiting', attention: null };
    return [];
  });
}

/** Whether something beside it may be sent now: only with a price that is stored. */
export function heldBeside({ beside, receipt }: FieldRecord): boolean {
  return beside?.state === 'held' && receipt !== null;
}

/** Nothing is left to do about it: a new reading replaces it, say, or the figure was right as it is. */
export function settle(record: FieldRecord, how: Settled): FieldRecord {
  return record.state === 'attention' ? { ...record, state: 'sent', settled: how } : record;
}

/**
 * The records that change when somebody else has the phone: what is stored and held back is for whoever reported it to
 * look after. What is not stored stays a matter of the phone, so that nothing is lost.
 *
 * @param until when somebody else held it last, ms; NaN for never
 */
export function afterHandOn(records: readonly FieldRecord[], until: number): readonly FieldRecord[] {
  const held = ({ state, attention }: FieldRecord) =>
    state === 'attention' && attention?.kind === 'quarantined';
  return records
    .filter((r) => held(r) && Date.parse(r.timestamp ?? '') < until)
    .map((r) => settle(r, 'handed-on'));
}

export type Counts = Readonly<Record<RecordState, number>>;

export function countStates(records: readonly FieldRecord[]): Counts {
  const counts = { draft: 0, waiting: 0, sent: 0, attention: 0 };
  for (const { state } of records) counts[state] += 1;
  return counts;
}

/** How many finished records the phone keeps as a memory; unfinished ones are kept without limit. */
export const SENT_KEPT = 300;

/** Finished records beyond the newest `SENT_KEPT`. */
export function tooOld(records: readonly FieldRecord[]): readonly FieldRecord[] {
  return records
    .filter((r) => r.state === 'sent')
    .sort((a, b) => b.typedAt - a.typedAt)
    .slice(SENT_KEPT);
}
