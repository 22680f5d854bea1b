import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('what a reader chose on a public page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('stands in the address of the alerts, so that a reload keeps it', async () => {
    const { page, close } = await openPage(browser, url, { path: '/peringatan' });
    const [level, commodity] = [1, 2].map((nth) => page.locator('.alert-tools select').nth(nth));
    await level?.selectOption('warning');
    await commodity?.selectOption('gula-konsumsi');
    await page.waitForURL('**/peringatan?level=warning&commodity=gula-konsumsi');
    await page.reload();
    expect(await level?.inputValue()).toBe('warning');
    expect(await commodity?.inputValue()).toBe('gula-konsumsi');
    await close();
  });

  it('stands in the address of a commodity, which stays plain until something is chosen', async () => {
    const { page, close } = await openPage(browser, url, { path: '/komoditas/gula-konsumsi' });
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: '1 tahun' }).click();
    await page.waitForURL('**/komoditas/gula-konsumsi?from=*');
    await page.reload();
    await page.getByRole('button', { name: '1 tahun', pressed: true }).waitFor();
    await close();
  });

  it('is not taken for entry 0 of the ledger where it is nothing', async () => {
    const { page, close } = await openPage(browser, url, { path: '/buku-besar' });
    let taken = false;
    page.on('download', () => {
      taken = true;
    });
    await page.getByLabel('Dari nomor').fill('');
    await page.getByRole('button', { name: 'Ambil berkas' }).click();
    await page.getByRole('alert').filter({ hasText: 'paling banyak seribu' }).waitFor();
    expect(taken).toBe(false);
    await close();
  });
});
