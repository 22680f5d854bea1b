import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { counts, enter, install, newPhone, registerField, show, untilOffline } from '../support/field';
import { shoot } from '../support/shoot';
import { expectSound } from '../support/sound-page';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** Names of all that the phone's database holds, but for its key. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('smp-field');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const keys = (store: string) =>
      new Promise<string[]>((resolve) => {
        const asked = db.transaction(store).objectStore(store).getAllKeys();
        asked.onsuccess = () => resolve(asked.result.map(String));
      });
    const all = [...(await keys('kept')), ...(await keys('outbox'))];
    db.close();
    return all;
  });

describe.skipIf(!ready)('a phone that is given away', () => {
  const browser = testBrowser();

  it('names what would be lost, hands it out, and holds nothing of anybody afterwards', async () => {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser(), url);
    const { page } = phone;
    await install(phone, device.enrolmentUrl);
    await untilOffline(page);
    const second = await phone.context.newPage();
    await second.goto(`${url}/field`);
    await second.locator('.field-counts').waitFor();
    await phone.context.setOffline(true);
    await enter(page, 'gula-konsumsi', 18_000);
    await show(page, 'settings');
    await page.getByRole('button', { name: 'Kosongkan ponsel ini' }).click();
    const question = page.getByRole('alert').filter({ hasText: '1 harga dan 0 banding' });
    await question.waitFor();
    await expectSound(page);
    await shoot(page, 'leave');
    const saved = page.waitForEvent('download');
    await question.getByRole('button', { name: 'Ekspor sebagai berkas' }).click();
    const file = JSON.parse(readFileSync((await (await saved).path()) ?? '', 'utf8'));
    expect(file.readings).toMatchObject([{ prices: { 'gula-konsumsi': 18_000 } }]);
    await question.getByRole('button', { name: 'Batal' }).click();
    expect(await counts(page)).toMatchObject({ draft: 1 });

    await page.getByRole('button', { name: 'Kosongkan ponsel ini' }).click();
    await page.getByRole('button', { name: 'Ya: hapus semuanya' }).click();
    for (const one of [page, second]) await one.locator('.field-counts').waitFor({ state: 'detached' });
    expect(await held(page)).toEqual(['settings']);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('.field-counts').count()).toBe(0);

    await phone.context.setOffline(false);
    const next = await registerField(url, inject('adminToken'));
    await install(phone, next.enrolmentUrl);
    expect(await counts(page)).toEqual({ draft: 0, waiting: 0, attention: 0, sent: 0 });
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });
});
