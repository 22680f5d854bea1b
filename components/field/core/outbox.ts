import { openDatabase, type Sealed } from './database';
import { tellTabs } from './kept';
import type { FieldRecord } from './records';
import { seal, unseal } from './vault';

/** Photos lie among the small things, so that a page of an older build finds the database as it knows it. */
const photoKey = (id: string) => `photo:${id}`;

/** A record as it was opened, and the iv it was sealed with: no two values share one. */
interface Seen {
  readonly iv: string;
  readonly record: FieldRecord | null;
}

/** What the last reading opened: a slow phone needs seconds to open a season of prices, and few of them change. */
let seen: ReadonlyMap<string, Seen> = new Map();

/**
 * Every record, oldest first. One that cannot be opened is left where it is and out of the list. A record that did
 * not change is the same object as before.
 */
export async function readOutbox(): Promise<readonly FieldRecord[]> {
  const db = await openDatabase();
  const tx = db.transaction('outbox');
  const [ids, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  const now = await Promise.all(
    values.map(async (sealed, i) => [ids[i] ?? '', await open(ids[i] ?? '', sealed)] as const),
  );
  seen = new Map(now);
  return now
    .flatMap(([, { record }]) => (record === null ? [] : [record]))
    .sort((a, b) => a.typedAt - b.typedAt);
}

async function open(id: string, sealed: Sealed): Promise<Seen> {
  const iv = sealed.iv.join();
  const held = seen.get(id);
  if (held?.iv === iv) return held;
  const record = await unseal<FieldRecord>(id, sealed);
  // An older build knew nothing beside a price.
  return { iv, record: record === null ? null : { ...record, beside: record.beside ?? null } };
}

/**
 * Durable once it returns; all or none.
 *
 * @param photo of the first record, Base 64: kept with it; `null` forgets it; absent leaves it
 */
export async function writeRecords(records: readonly FieldRecord[], photo?: string | null): Promise<void> {
  const sealed = await Promise.all(records.map(async (r) => [r.id, await seal(r.id, r)] as const));
  const first = photoKey(records[0]?.id ?? '');
  const picture = typeof photo === 'string' ? await seal(first, photo) : null;
  const tx = (await openDatabase()).transaction(['outbox', 'kept'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    ...sealed.map(([id, value]) => tx.objectStore('outbox').put(value, id)),
    ...(picture === null ? [] : [tx.objectStore('kept').put(picture, first)]),
    ...(photo === null ? [tx.objectStore('kept').delete(first)] : []),
    tx.done,
  ]);
  tellTabs('outbox');
}

/** The photo of a record, Base 64; `null` without one. */
export async function readPhoto(id: string): Promise<string | null> {
  const sealed = await (await openDatabase()).get('kept', photoKey(id));
  return sealed === undefined ? null : unseal<string>(photoKey(id), sealed);
}

export async function removeRecords(ids: readonly string[]): Promise<void> {
  const tx = (await openDatabase()).transaction(['outbox', 'kept'], 'readwrite');
  await Promise.all([
    ...ids.flatMap((id) => [
      tx.objectStore('outbox').delete(id),
      tx.objectStore('kept').delete(photoKey(id)),
    ]),
    tx.done,
  ]);
  tellTabs('outbox');
}
