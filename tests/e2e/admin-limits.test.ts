import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { expectSound } from '../support/sound-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const PATHS = ['/portal/harga-acuan', '/portal/makro', '/portal/sistem'];

describe.skipIf(!ready)('limits, macro figures and the state of the system', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('shows what a new limit would change before it saves it', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/harga-acuan' });
    const form = page.locator('#isian');
    await form.getByLabel('Komoditas').selectOption('beras-premium');
    await form.getByLabel('Batas atas, Rp').fill('15,000');
    await form.getByLabel('Mulai').fill('2027-01-01');
    await form.getByLabel('Aturan').fill('Perbadan uji 1/2027');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    await page.getByText('Angka ini bisa dibaca dua cara').waitFor();
    await form.getByLabel('Batas atas, Rp').fill('15.000');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    const question = form.getByRole('alertdialog');
    await question.getByText('sudah ada 3 harga acuan lain').waitFor();
    await question
      .getByText(/HET, zona beras 2, Rp.15\.400, .*SK Bapanas 299\/2025: tidak dipakai/)
      .waitFor();
    expect(await page.getByText('Perbadan uji 1/2027').count()).toBe(0);
    await form.getByRole('button', { name: 'Ya, simpan' }).click();
    await page.getByRole('cell', { name: 'Perbadan uji 1/2027' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps one macro value with its source, and reports on each row of a file', async () => {
    const { page, complaints, close } = await openPortal(browser, server, {
      path: '/portal/makro?indikator=usd_idr&bulan=2026-03',
    });
    await page.getByLabel('Nilai', { exact: true }).fill('17.123');
    await page.getByLabel('Sumber', { exact: true }).fill('Bank Indonesia');
    await page.getByRole('button', { name: 'Simpan nilai' }).click();
    await page.getByText('Nilai 2026-03 tersimpan.').waitFor();
    await page.getByText('17.123').first().waitFor();
    const buffer = Buffer.from('month,usd_idr\n2026-04,17200\nbulan ini,1\n');
    await page.getByLabel('Berkas CSV').setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer });
    await page.getByLabel('Sumber untuk baris tanpa sumber').fill('uji');
    await page.getByRole('button', { name: 'Impor', exact: true }).click();
    await page.getByText('Baris 3: bulannya tidak terbaca (bulan ini)').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(PATHS)('%s: an auditor sees it and finds nothing to change', async (path) => {
    const { page, close } = await openPortal(browser, server, { path, role: 'auditor' });
    await page.locator('.table').first().waitFor();
    expect(await page.locator('main form[method="post"], main .button-main, #isian').count()).toBe(0);
    await close();
  });

  it.each([
    ['/portal/harga-acuan', 360, 'id', 'low', 'high'],
    ['/portal/harga-acuan', 360, 'en', 'low', 'high'],
    ['/portal/makro', 1280, 'id', 'month', 'value'],
  ] as const)(
    '%s, %i, %s: boxes beside each other stand in line under a long label and over a note',
    async (path, width, locale, ...names) => {
      const { page, close } = await openPortal(browser, server, { path, width, locale });
      const boxes = await Promise.all(
        names.map((name) => page.locator(`#isian .form-pair [name="${name}"]`).boundingBox()),
      );
      expect(boxes[0]?.y).toBeGreaterThan(0);
      expect(boxes[0]?.y).toBe(boxes[1]?.y);
      expect(boxes[0]?.x).not.toBe(boxes[1]?.x);
      await close();
    },
  );

  for (const [theme, width, locale] of [
    ['light', 1280, 'id'],
    ['dark', 360, 'en'],
  ] as const) {
    it.each(PATHS)(`%s is sound, ${theme}, ${width} pixels wide`, async (path) => {
      const { page, complaints, close } = await openPortal(browser, server, { path, theme, width, locale });
      await expectSound(page);
      expect(complaints).toEqual([]);
      await close();
    });
  }
});
