import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { expectSound } from '../support/sound-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const PATH = '/portal/sumber';

describe.skipIf(!ready)('other price sources', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('are added, refused with words beside the field, changed and stopped', async () => {
    const name = `Pusat ${randomUUID().slice(0, 8)}`;
    const { page, complaints, close } = await openPortal(browser, server, { path: PATH });
    const form = page.locator('#isian');
    await form.getByLabel('Nama sumber').fill(name);
    await form.getByLabel('Alamat').fill('ftp://contoh.go.id/harga.csv');
    await form.getByLabel('Kolom tanggal').fill('tanggal');
    await form.getByLabel('Kolom komoditas').fill('komoditas');
    await form.getByLabel('Kolom harga').fill('harga');
    await form.getByRole('button', { name: 'Simpan sumber' }).click();
    await page.getByText('Alamat harus diawali https://').waitFor();
    await page.getByText('Pilih provinsi, atau tulis kolom provinsi atau pasar.').waitFor();
    await form.getByLabel('Alamat').fill('file:pusat.csv');
    await form.getByLabel('Provinsi semua baris').selectOption('31');
    await form.getByRole('button', { name: 'Simpan sumber' }).click();
    const held = page.getByRole('region', { name, exact: true });
    await held.getByText('file:pusat.csv').waitFor();
    await held.getByRole('link', { name: 'Ubah' }).click();
    await page.getByRole('heading', { name: `Ubah ${name}` }).waitFor();
    await form.getByLabel('Keadaan').selectOption('no');
    await form.getByRole('button', { name: 'Simpan sumber' }).click();
    await held.getByText('dihentikan').waitFor();
    await expectSound(page);
    expect(complaints).toEqual([]);
    await close();
  });

  it('are read by an auditor, who changes nothing, also on a phone', async () => {
    const { page, complaints, close } = await openPortal(browser, server, {
      path: PATH,
      role: 'auditor',
      locale: 'en',
      theme: 'dark',
      width: 360,
    });
    await page.getByRole('heading', { name: 'Other price sources' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save the source' }).count()).toBe(0);
    await expectSound(page);
    expect(complaints).toEqual([]);
    await close();
  });
});
