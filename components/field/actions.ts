import { type FieldAppeal, writeAppeal } from './core/appeals';
import { keep, readKept } from './core/kept';
import { readOutbox, removeRecords, writeRecords } from './core/outbox';
import { type Beside, draft, type FieldRecord, type Position, settle } from './core/records';

/* What a person (or an event) can set in motion. Each returns once it is durable on the phone. */

/** Keeps a price as a draft; an unsent draft of the same item takes the new figure. */
export async function saveDraft(
  commodity: string,
  price: number,
  corrects: string | null,
  beside: { readonly photo: string | null; readonly position: Position | null } = NOTHING,
): Promise<FieldRecord | null> {
  const [enrolment, clock, records] = await Promise.all([
    readKept('enrolment'),
    readKept('clock'),
    readOutbox(),
  ]);
  if (enrolment === null) return null;
  const held = records.find((r) => r.state === 'draft' && r.commodity === commodity);
  const record = draft({
    id: held?.id ?? crypto.randomUUID(),
    deviceId: enrolment.deviceId,
    marketId: enrolment.marketId,
    commodity,
    price,
    typedAt: Date.now(),
    heardAt: clock?.heardAt ?? null,
    offsetThen: clock?.offset ?? null,
    corrects: corrects ?? held?.corrects ?? null,
    beside: besideOf(held?.beside ?? null, beside.photo !== null, beside.position),
  });
  // The picture of before stays when no other was taken.
  await writeRecords([record], beside.photo ?? undefined);
  return record;
}

const NOTHING = { photo: null, position: null };

/** What stands beside a price that is typed anew: what is new, else what was there. */
function besideOf(held: Beside | null, photo: boolean, position: Position | null): Beside | null {
  const both = { photo: photo || held?.photo === true, position: position ?? held?.position ?? null };
  return both.photo || both.position !== null ? { ...both, state: 'held' } : null;
}

/** Takes the photo off a draft again. */
export async function dropPhoto(id: string): Promise<void> {
  const record = (await readOutbox()).find((r) => r.id === id);
  if (record === undefined || record.state !== 'draft') return;
  const position = record.beside?.position ?? null;
  const beside = position === null ? null : ({ photo: false, position, state: 'held' } as const);
  await writeRecords([{ ...record, beside }], null);
}

export function dropRecord(id: string): Promise<void> {
  return removeRecords([id]);
}

/** Every draft (or the one named) joins the queue, and what it puts right is settled with it. */
export async function queueDrafts(only?: string): Promise<void> {
  const records = await readOutbox();
  const drafts = records.filter((r) => r.state === 'draft' && (only === undefined || r.id === only));
  const corrected = new Set(drafts.map((r) => r.corrects));
  await writeRecords([
    ...drafts.map((r): FieldRecord => ({ ...r, state: 'waiting' })),
    ...records.filter((r) => corrected.has(r.id)).map((r) => settle(r, 'corrected')),
  ]);
  await wantSync();
}

/** @param how the person knows that the price is right, or has seen what a reviewer decided */
export async function confirmRecord(id: string, how: 'confirmed' | 'decided'): Promise<void> {
  const record = (await readOutbox()).find((r) => r.id === id);
  if (record !== undefined) await writeRecords([settle(record, how)]);
}

/** Keeps what the person says against a decision until the server has it. */
export async function sendAppeal(appeal: Omit<FieldAppeal, 'refused'>): Promise<void> {
  await writeAppeal({ ...appeal, refused: null });
  await wantSync();
}

export async function saveSettings(change: {
  readonly locale?: 'id' | 'en';
  readonly theme?: 'system' | 'light' | 'dark';
  readonly position?: boolean;
}): Promise<void> {
  const held = (await readKept('settings')) ?? { locale: null, theme: null };
  await keep('settings', { ...held, ...change });
}

interface SyncManager {
  register(tag: string): Promise<void>;
}

/** Where the system can wake the worker once the network is back, asks it to. */
export async function wantSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/field');
  const { sync } = (registration ?? {}) as { sync?: SyncManager };
  await sync?.register('smp-field-outbox').catch(() => undefined);
}
