import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('a search of the ledger by keyboard', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    const device = await registerTestDevice(url, inject('adminToken'));
    expect((await device.post(device.reading({ prices: { 'bawang-merah': 40_000 } }))).status).toBe(202);
  });
  afterAll(() => browser?.close());

  it('asks once, keeps the focus, names the wrong field and leads to what was meant', async () => {
    const { page, close } = await openPage(browser, url, { path: '/buku-besar', width: 360, height: 740 });
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/ledger/search')) asked += 1;
    });
    const market = page.getByLabel('Kode pasar');
    const trouble = page.locator('#book-trouble');
    await market.press('Enter');
    await trouble.filter({ hasText: 'Isi dulu' }).waitFor();
    expect(asked).toBe(0);
    await market.fill('PASAR-01');
    await market.press('Enter');
    await trouble.filter({ hasText: 'Tidak ada pasar dengan kode “PASAR-01”' }).waitFor();
    expect(await market.getAttribute('aria-invalid')).toBe('true');
    expect(await market.evaluate((field) => field === document.activeElement)).toBe(true);
    await trouble.getByRole('button', { name: 'PASAR-001' }).press('Enter');
    await page.locator('#cari tbody tr').first().waitFor();
    expect(await market.inputValue()).toBe('PASAR-001');
    expect(asked).toBe(2);
    await page.getByLabel('Hari').fill('2099-01-01');
    await page.getByRole('button', { name: 'Cari' }).press('Enter');
    await page.getByText('Hari itu belum tiba').waitFor();
    expect(await page.locator('#cari tbody tr').count()).toBe(0);
    await close();
  });
});
