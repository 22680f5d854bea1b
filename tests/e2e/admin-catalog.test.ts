import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { expectSound } from '../support/sound-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

describe.skipIf(!ready)('markets and commodities', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('registers a market by map and numbers, asks about a strange place, and knows it at once', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/pasar?baru=1' });
    await page.locator('.picker-map .leaflet-container').click({ position: { x: 120, y: 90 } });
    expect(await page.getByLabel('Lintang', { exact: true }).inputValue()).not.toBe('');
    await page.getByLabel('Kode', { exact: true }).fill('pasar-e2e');
    await page.getByLabel('Nama', { exact: true }).fill('Pasar Uji');
    await page.getByLabel('Kabupaten atau kota').fill('Jakarta Timur');
    await page.getByLabel('Provinsi', { exact: true }).selectOption({ label: 'DKI Jakarta' });
    await page.getByLabel('Lintang', { exact: true }).fill('106,9');
    await page.getByLabel('Bujur', { exact: true }).fill('-6,2');
    await page.getByRole('button', { name: 'Simpan pasar' }).click();
    await page.getByText('tampaknya tertukar').waitFor();
    await page.getByLabel('Lintang', { exact: true }).fill('-6,91');
    await page.getByLabel('Bujur', { exact: true }).fill('107,61');
    await page.getByRole('button', { name: 'Simpan pasar' }).click();
    await page.getByText('Benarkah letaknya?').waitFor();
    await page.getByLabel('Lintang', { exact: true }).fill('-6,21');
    await page.getByLabel('Bujur', { exact: true }).fill('106,9');
    await page.getByRole('button', { name: 'Simpan pasar' }).click();
    await page.getByText('Pasar Uji terdaftar.').waitFor();

    await page.goto(`${server.url}/portal/pasar?kode=PASAR-E2E`);
    await page.getByLabel('Nama seperti ditulis atau diucapkan').fill('beras');
    await page.getByLabel('Artinya').selectOption({ label: 'Beras Premium' });
    await page.getByRole('button', { name: 'Tambah nama' }).click();
    await page.getByRole('button', { name: 'Ya, simpan' }).click();
    await page.getByText('kini dibaca sebagai Beras Premium').waitFor();
    await page.goto(`${server.url}/portal/komoditas?nama=beras&pasar=PASAR-E2E`);
    await page.getByText('“beras” dibaca sebagai Beras Premium.').waitFor();
    const sent = await fetch(`${server.url}/api/public/commodity/price/live?market_id=PASAR-E2E`);
    expect(sent.status).toBe(200);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says before saving that a name becomes ambiguous, and keeps units', async () => {
    const { page, complaints, close } = await openPortal(browser, server, {
      path: '/portal/komoditas?kode=bawang-merah',
    });
    await page.getByLabel('Nama seperti ditulis atau diucapkan').fill('Beras Super');
    await page.getByRole('button', { name: 'Tambah nama' }).click();
    await page.getByText('akan bermakna ganda: Beras Premium, Bawang Merah').waitFor();
    await page.getByLabel('Nama seperti ditulis atau diucapkan').fill('brambang uji');
    await page.getByRole('button', { name: 'Tambah nama' }).click();
    await page.getByText('“brambang uji” kini dibaca sebagai Bawang Merah').waitFor();
    await page.getByLabel('Satuan, misalnya ons').fill('Karung Uji');
    await page.getByLabel('Isinya, dalam kg').fill('25');
    await page.getByRole('button', { name: 'Simpan satuan' }).click();
    await page.getByText('1 karung uji = 25 kg').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(['/portal/pasar?kode=PASAR-001', '/portal/komoditas?kode=beras-medium'])(
    '%s: an auditor sees it and finds nothing to change',
    async (path) => {
      const { page, close } = await openPortal(browser, server, { path, role: 'auditor' });
      await page.locator('#isian').waitFor();
      expect(await page.locator('#isian form, #isian button').count()).toBe(0);
      await close();
    },
  );

  for (const [theme, width, locale] of [
    ['light', 1280, 'id'],
    ['dark', 360, 'en'],
  ] as const) {
    it.each(['/portal/pasar?kode=PASAR-001', '/portal/komoditas?kode=beras-medium'])(
      `%s is sound, ${theme}, ${width} pixels wide`,
      async (path) => {
        const { page, complaints, close } = await openPortal(browser, server, { path, theme, width, locale });
        await expectSound(page);
        expect(complaints).toEqual([]);
        await close();
      },
    );
  }
});
