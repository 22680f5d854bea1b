import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Bytes that only this phone's key opens. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

interface FieldSchema extends DBSchema {
  /** The key itself: usable by this origin, readable by nobody. */
  key: { key: 'field'; value: CryptoKey };
  /** Small things by name: registration, round, clock, settings. */
  kept: { key: string; value: Sealed };
  /** One sealed record a price, by reading_id. */
  outbox: { key: string; value: Sealed };
}

export type FieldDatabase = IDBPDatabase<FieldSchema>;

let opened: Promise<FieldDatabase> | null = null;

/** One connection a page or worker; opened again when the browser closed it. */
export function openDatabase(): Promise<FieldDatabase> {
  opened ??= openDB<FieldSchema>('smp-field', 1, {
    upgrade(db) {
      db.createObjectStore('key');
      db.createObjectStore('kept');
      db.createObjectStore('outbox');
    },
    blocking: () => void opened?.then((db) => db.close()).finally(forget),
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opened;
}

function forget(): void {
  opened = null;
}
