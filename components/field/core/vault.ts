import { type FieldDatabase, openDatabase, type Sealed } from './database';

/*
 * What the phone keeps is encrypted with AES-GCM under a key that the browser makes, holds and never hands out:
 * a copied profile folder or a curious app finds bytes. The name of each value is authenticated with it, so
 * that values cannot be swapped.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Asked for once a connection: every value that is opened needs it. */
const keys = new WeakMap<FieldDatabase, Promise<CryptoKey>>();

function vaultKey(db: FieldDatabase): Promise<CryptoKey> {
  const held = keys.get(db);
  if (held !== undefined) return held;
  const found = findKey(db);
  keys.set(db, found);
  found.catch(() => keys.delete(db));
  return found;
}

async function findKey(db: FieldDatabase): Promise<CryptoKey> {
  const held = await db.get('key', 'field');
  if (held !== undefined) return held;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  // Two tabs may make one at once: the first to store it wins and both use it.
  const tx = db.transaction('key', 'readwrite');
  const first = await tx.store.get('field');
  if (first === undefined) await tx.store.put(made, 'field');
  await tx.done;
  return first ?? made;
}

export async function seal(name: string, value: unknown): Promise<Sealed> {
  const key = await vaultKey(await openDatabase());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encoder.encode(name) },
    key,
    encoder.encode(JSON.stringify(value)),
  );
  return { iv, data };
}

/** `null` for what this key did not seal under this name. */
export async function unseal<T>(name: string, sealed: Sealed): Promise<T | null> {
  const key = await vaultKey(await openDatabase());
  try {
    const { iv, data } = sealed;
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: encoder.encode(name) },
      key,
      data,
    );
    return JSON.parse(decoder.decode(plain)) as T;
  } catch {
    return null;
  }
}
