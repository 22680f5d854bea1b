import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { expectSound } from '../support/sound-page';

const url = inject('serverUrl');
const ready = await hasBrowser();
const NOTE = 'Ditelepon, pedagang salah menulis satu nol';

/** A price with a zero too many, which is held. @returns its position in the ledger */
async function heldPrice(price = 135_000): Promise<number> {
  const device = await registerTestDevice(url, inject('adminToken'));
  const answer = await device.post(device.reading({ prices: { 'beras-medium': price } }));
  const body = (await answer.json()) as { prices: { lane: string; ledger_index: number }[] };
  expect(body.prices[0]?.lane).toBe('quarantined');
  return body.prices[0]?.ledger_index ?? -1;
}

async function deskFor(
  browser: Browser,
  options: { width: number; theme: 'light' | 'dark'; locale: 'id' | 'en' },
) {
  const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' });
  const opened = await openPage(browser, url, options);
  const [name = '', value = ''] = cookie.split('=');
  await opened.page.context().addCookies([{ name, value, url }]);
  await opened.page.goto(`${url}/portal/tinjau`);
  return opened;
}

const openCase = async (page: Page, id: number) => {
  for (let i = 0; i < 60; i++) {
    if ((await page.locator(`.queue-current[data-case="${id}"]`).count()) > 0) return;
    await page.keyboard.press('j');
  }
  throw new Error('the case is not in the queue');
};

describe.skipIf(!ready)('the review desk', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('takes a correction by keys alone, shows it to others, and takes it back', async () => {
    const id = await heldPrice();
    const one = await deskFor(browser, { width: 1280, theme: 'light', locale: 'id' });
    const other = await deskFor(browser, { width: 1280, theme: 'light', locale: 'id' });
    const { page } = one;
    await openCase(page, id);
    await openCase(other.page, id);
    await page.getByRole('heading', { name: 'Riwayat perkara' }).waitFor();
    await page.keyboard.press('c');
    await page.getByLabel('Harga yang benar, Rp per satuan').fill('13500');
    await page.getByLabel(/Penjelasan/).fill(NOTE);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Keputusan tercatat.').waitFor();
    await page.locator('.events').getByText(NOTE).waitFor();
    await other.page.locator('.events').getByText(NOTE).waitFor();
    await page.keyboard.press('u');
    await page.getByLabel(/Penjelasan/).fill('Ternyata pedagang lain yang dimaksud');
    await page.keyboard.press('Control+Enter');
    await page.locator('.events').getByText('Ternyata pedagang lain yang dimaksud').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Tombol pintas' }).waitFor();
    expect(one.complaints).toEqual([]);
    await one.close();
    await other.close();
  });

  it('moves the open line and map of the market when an accepted price is rejected, and when that is undone', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const answer = await device.post(device.reading({ prices: { 'jagung-peternak': 5_600 } }));
    const { prices } = (await answer.json()) as { prices: { lane: string; ledger_index: number }[] };
    const [price] = prices;
    expect(price?.lane).toBe('accepted');
    const line = await openPage(browser, url, {
      path: '/komoditas/jagung-peternak?market_id=PASAR-001&view=table',
    });
    const inTable = (named: RegExp) =>
      line.page
        .locator('.panel table', { hasText: named })
        .locator('td', { hasText: /5\.600/ })
        .first();
    const shown = async (state: 'visible' | 'detached') => {
      await inTable(/rata-rata harian/).waitFor({ state });
      await inTable(/Tingkat harga/).waitFor({ state });
    };
    await shown('visible');
    await line.page.locator('.live-live').waitFor();
    const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' });
    const decide = async (decision: string, reason: string) => {
      const done = await fetch(`${url}/api/review/${price?.ledger_index}/decision`, {
        method: 'POST',
        headers: { cookie, origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ decision, reason, note: NOTE }),
      });
      const said = await done.text();
      expect(done.status, said).toBe(200);
    };
    await decide('reject', 'typing_error');
    await shown('detached');
    await decide('undo', 'mistaken');
    await shown('visible');
    expect(line.complaints).toEqual([]);
    await line.close();
  });

  for (const look of [
    { width: 1280, theme: 'light', locale: 'id' },
    { width: 360, theme: 'dark', locale: 'en' },
  ] as const) {
    it(`breaks no rule of WCAG that a program can check, ${look.width} pixels wide, ${look.theme}`, async () => {
      const id = await heldPrice();
      const { page, complaints, close } = await deskFor(browser, look);
      await page.locator(`[data-case="${id}"] .queue-open`).click();
      await page.locator('.events').waitFor();
      await expectSound(page);
      expect(complaints).toEqual([]);
      await close();
    });
  }
});
