/** One reading of a phone's exported queue, as `POST /ingest` takes it. */
export interface QueuedReading {
  readonly reading_id: string;
  readonly device_id: string;
  readonly timestamp: string;
  /** Rp by commodity. */
  readonly prices: Readonly<Record<string, number>>;
}

/** One appeal of it that was not answered. */
export interface QueuedAppeal {
  readonly device_id: string;
  /** As `POST /api/field/appeals` takes it. */
  readonly body: { readonly id: number };
}

/** What a phone could not send, in the file of its settings (docs/operations.md, "Phones"). */
export interface PhoneQueue {
  /** Meant to be sent. */
  readonly readings: readonly QueuedReading[];
  /** Typed, and never meant to be sent yet. */
  readonly drafts: readonly QueuedReading[];
  readonly appeals: readonly QueuedAppeal[];
}

/** Reads such a file. What the doors check themselves is left to them. @returns `null` when it is none */
export function readPhoneQueue(text: string): PhoneQueue | null {
  const file = parsed(text);
  if (!isObject(file) || !isList(file.readings, isReading)) return null;
  const { readings, states = [], appeals = [] } = file;
  if (!isList(states, isObject) || !isList(appeals, isObject)) return null;
  const drafts = new Set(states.filter((s) => s.state === 'draft').map((s) => s.reading_id));
  return {
    readings: readings.filter((r) => !drafts.has(r.reading_id)),
    drafts: readings.filter((r) => drafts.has(r.reading_id)),
    appeals: appeals.filter(isAppeal).filter((a) => a.refused === null || a.refused === undefined),
  };
}

/** The part of it that one device reported, and the names of all others in it. */
export function queueOf(
  queue: PhoneQueue,
  deviceId: string,
): { readonly own: PhoneQueue; readonly others: readonly string[] } {
  const mine = ({ device_id }: { readonly device_id: string }) => device_id === deviceId;
  const { readings, drafts, appeals } = queue;
  const names = [...readings, ...drafts, ...appeals].map((one) => one.device_id);
  return {
    own: {
      readings: readings.filter(mine),
      drafts: drafts.filter(mine),
      appeals: appeals.filter(mine),
    },
    others: [...new Set(names)].filter((name) => name !== deviceId),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList<T>(value: unknown, is: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isReading(value: unknown): value is QueuedReading {
  return (
    isObject(value) &&
    typeof value.reading_id === 'string' &&
    typeof value.device_id === 'string' &&
    typeof value.timestamp === 'string' &&
    isObject(value.prices)
  );
}

function isAppeal(value: Fields): value is Fields & QueuedAppeal {
  return typeof value.device_id === 'string' && isObject(value.body);
}
