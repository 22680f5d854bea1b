import { describe, expect, inject, it } from 'vitest';
import { fillOutbox } from '@/bench/support/fill-outbox';
import { hasBrowser } from '../support/browser';
import { counts, enter, newPhone, sendDrafts, show, typePrice } from '../support/field';
import { takeAway } from '../support/field-queue';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();
const MANY = 120;

describe.skipIf(!ready)('the phone app on a slow phone', () => {
  const browser = testBrowser();

  it('keeps every file that its files name, so that what is fetched late is there without a network', async () => {
    const phone = await newPhone(browser(), url);
    const { page } = phone;
    await takeAway(phone, url, inject('adminToken'));
    const missing = await page.evaluate(async () => {
      const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('smp-field-'));
      const cache = await caches.open(name);
      const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
      const texts = await Promise.all(
        [...kept]
          .filter((path) => path.endsWith('.js'))
          .map(async (path) => (await (await cache.match(path))?.text()) ?? ''),
      );
      const named = texts.flatMap((text) => text.match(/static\/chunks\/[\w.~-]+\.js/g) ?? []);
      return named.filter((path) => !kept.has(`/_next/${path}`));
    });
    expect(missing).toEqual([]);
    await phone.context.setOffline(true);
    await page.goto(`${url}/field#/install`);
    await page.getByRole('button', { name: 'Pindai QR' }).click();
    await page.getByRole('button', { name: 'Tutup kamera' }).waitFor();
    await phone.context.close();
  });

  it('opens only what changed, however many prices wait, and draws the newest of them first', async () => {
    const phone = await newPhone(browser(), url);
    const { page } = phone;
    await takeAway(phone, url, inject('adminToken'));
    await phone.context.setOffline(true);
    await enter(page, 'beras-medium', 13_500);
    await sendDrafts(page);
    await fillOutbox(page, MANY);
    await page.addInitScript(() => {
      const opened = { count: 0 };
      Object.assign(window, { opened });
      const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
      crypto.subtle.decrypt = (...args) => {
        opened.count += 1;
        return decrypt(...args);
      };
    });
    await page.reload();
    await expect.poll(() => counts(page)).toMatchObject({ waiting: MANY });
    await typePrice(page, 'gula-konsumsi', 18_000);
    const opened = () =>
      page.evaluate(() => (window as unknown as { opened: { count: number } }).opened.count);
    const before = await opened();
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect.poll(() => counts(page)).toMatchObject({ draft: 1 });
    expect((await opened()) - before).toBeLessThan(MANY / 4);
    await show(page, 'outbox');
    const waiting = page.locator('.field-card-waiting');
    await waiting.first().waitFor();
    const drawn = await waiting.count();
    expect(drawn).toBeLessThan(MANY / 2);
    await page.getByRole('button', { name: /^Tampilkan \d+ lagi$/ }).click();
    await expect.poll(() => waiting.count()).toBeGreaterThan(drawn);
    await phone.context.close();
  });
});
