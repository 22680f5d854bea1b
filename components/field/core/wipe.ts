import { openDatabase } from './database';
import { keep, readKept, tellTabs } from './kept';
import { inTurn } from './turn';

/**
 * Empties the phone of its registration and of every price, appeal, photo and word on it, for good; how it looks stays.
 * Waits for whatever is on its way, so that no late answer lands on the empty phone. The key stays: other pages of this
 * phone hold it, and it opens nothing any more.
 */
export function wipePhone(): Promise<void> {
  return inTurn(async () => {
    const { locale = null, theme = null } = (await readKept('settings')) ?? {};
    const tx = (await openDatabase()).transaction(['kept', 'outbox'], 'readwrite', { durability: 'strict' });
    await Promise.all([tx.objectStore('kept').clear(), tx.objectStore('outbox').clear(), tx.done]);
    await keep('settings', { locale, theme });
    tellTabs('everything');
  });
}
