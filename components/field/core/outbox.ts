import { openDatabase } from './database';
import { tellTabs } from './kept';
import type { FieldRecord } from './records';
import { seal, unseal } from './vault';

/** Photos lie among the small things, so that a page of an older build finds the database as it knows it. */
const photoKey = (id: string) => `photo:${id}`;

/** Every record, oldest first. One that cannot be opened is left where it is and out of the list. */
export async function readOutbox(): Promise<readonly FieldRecord[]> {
  const db = await openDatabase();
  const tx = db.transaction('outbox');
  const [ids, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  const records = await Promise.all(
    ids.map((id, i) => {
      const sealed = values[i];
      return sealed === undefined ? null : unseal<FieldRecord>(id, sealed);
    }),
  );
  return (
    records
      .filter((r) => r !== null)
      // An older build knew nothing beside a price.
      .map((r) => ({ ...r, beside: r.beside ?? null }))
      .sort((a, b) => a.typedAt - b.typedAt)
  );
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
  tellTabs();
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
  tellTabs();
}
