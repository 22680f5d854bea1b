import { openDatabase } from './database';
import { tellTabs } from './kept';
import type { FieldRecord } from './records';
import { seal, unseal } from './vault';

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
  return records.filter((r) => r !== null).sort((a, b) => a.typedAt - b.typedAt);
}

/** Durable once it returns; all or none. */
export async function writeRecords(records: readonly FieldRecord[]): Promise<void> {
  const sealed = await Promise.all(records.map(async (r) => [r.id, await seal(r.id, r)] as const));
  const tx = (await openDatabase()).transaction('outbox', 'readwrite', { durability: 'strict' });
  await Promise.all([...sealed.map(([id, value]) => tx.store.put(value, id)), tx.done]);
  tellTabs();
}

export async function removeRecords(ids: readonly string[]): Promise<void> {
  const tx = (await openDatabase()).transaction('outbox', 'readwrite');
  await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done]);
  tellTabs();
}
