import type { Page } from 'playwright-core';

/**
 * Copies the one sealed record of a phone's outbox until there are so many, each an hour older than the one before,
 * under the phone's own key: as if the person had typed them all. A text, which nothing adds names to.
 */
const FILL = `async (count) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await asked(indexedDB.open('smp-field'));
  const all = (store) => asked(db.transaction(store).objectStore(store).getAll());
  const [key] = await all('key');
  const [sealed] = await all('outbox');
  const [id] = await asked(db.transaction('outbox').objectStore('outbox').getAllKeys());
  const text = new TextEncoder();
  const box = (name, iv) => ({ name: 'AES-GCM', iv, additionalData: text.encode(name) });
  const plain = await crypto.subtle.decrypt(box(id, sealed.iv), key, sealed.data);
  const record = JSON.parse(new TextDecoder().decode(plain));
  const copies = [];
  for (let n = 1; n < count; n++) {
    const copy = { ...record, id: crypto.randomUUID(), typedAt: record.typedAt - n * 60_000 };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(box(copy.id, iv), key, text.encode(JSON.stringify(copy)));
    copies.push([copy.id, { iv, data }]);
  }
  const tx = db.transaction('outbox', 'readwrite');
  for (const [name, value] of copies) tx.objectStore('outbox').put(value, name);
  await new Promise((done) => { tx.oncomplete = done; });
  db.close();
}`;

export async function fillOutbox(page: Page, count: number): Promise<void> {
  await page.evaluate(`(${FILL})(${count})`);
}
