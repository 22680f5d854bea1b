import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { signedInPerson } from '../support/people';
import { openPortal } from '../support/portal-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

const TEXT = 'Jembatan ke pasar putus';
const EVENTS = '/portal/peristiwa';

/** Fills in an event, all but sending it. */
async function fillEvent(page: Page, text = TEXT) {
  const form = page.locator('#isian');
  await form.getByLabel('Apa yang terjadi').selectOption('blocked_road');
  await form.getByLabel('Cerita dalam bahasa Indonesia').fill(text);
  await form.getByLabel('Sumber, misalnya').fill('Dishub uji');
  return form;
}

describe.skipIf(!ready)('a form of the portal', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('has what was typed again after the sign-in that came between, and can be sent then', async () => {
    const { cookie, email, password } = await signedInPerson(server.url, server.databaseUrl, {
      role: 'analyst',
    });
    const { page, close } = await openPage(browser, server.url, { path: EVENTS, width: 1280, cookie });
    const form = await fillEvent(page);
    const [name = ''] = cookie.split('=');
    await page.context().clearCookies({ name });
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await page.waitForURL(/\/masuk/);
    await page.getByLabel('Alamat surel').fill(email);
    await page.getByLabel('Kata sandi').fill(password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.waitForURL(`**${EVENTS}`);
    await page.getByText('Isian Anda sudah dikembalikan').waitFor();
    expect(await form.getByLabel('Cerita dalam bahasa Indonesia').inputValue()).toBe(TEXT);
    expect(await form.getByLabel('Apa yang terjadi').inputValue()).toBe('blocked_road');
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await page.getByText('Peristiwa tercatat.').waitFor();
    const story = () => form.getByLabel('Cerita dalam bahasa Indonesia').inputValue();
    await expect.poll(story).toBe('');
    await page.reload();
    await form.getByRole('button', { name: 'Simpan peristiwa' }).waitFor();
    expect(await story()).toBe('');
    await close();
  });

  it('keeps what was typed without a network, and says that it is not known whether it was saved', async () => {
    const { page, close } = await openPortal(browser, server, { path: EVENTS, role: 'analyst' });
    const form = await fillEvent(page);
    await page.context().setOffline(true);
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await form.getByText('Tidak ada jawaban').waitFor();
    expect(await form.getByLabel('Cerita dalam bahasa Indonesia').inputValue()).toBe(TEXT);
    await page.context().setOffline(false);
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await page.getByText('Peristiwa tercatat.').waitFor();
    await close();
  });

  it('says what was done also where the form is gone with it, until another page is opened', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: EVENTS, role: 'admin' });
    const text = 'Tanah longsor menutup jalan';
    const form = await fillEvent(page, text);
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await page.getByText('Peristiwa tercatat.').waitFor();
    // Other events of the day stand beside it, in no order of their own.
    const line = page.locator('li.event', { hasText: text });
    await line.getByText('Ubah', { exact: true }).click();
    await line.getByRole('button', { name: 'Akhiri' }).click();
    await page.locator('.said').getByText('Akhirnya tercatat.').waitFor();
    expect(await line.getByRole('button', { name: 'Akhiri' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Pasar', exact: true }).click();
    await page.waitForURL('**/portal/pasar');
    await page.locator('.said').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('takes a question back when its fields change, so that nobody says yes to what was never asked', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/harga-acuan' });
    const form = page.locator('#isian');
    await form.getByLabel('Komoditas').selectOption('gula-konsumsi');
    await form.getByLabel('Batas atas, Rp').fill('17.500');
    await form.getByLabel('Mulai').fill('2027-02-01');
    await form.getByLabel('Aturan').fill('Perbadan uji 2/2027');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    await form.getByRole('alertdialog').waitFor();
    await form.getByLabel('Batas atas, Rp').fill('99.000');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).waitFor();
    expect(await form.getByRole('alertdialog').count()).toBe(0);
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    await form.getByRole('button', { name: 'Batal' }).click();
    expect(await form.getByLabel('Batas atas, Rp').inputValue()).toBe('99.000');
    expect(await page.getByText('Perbadan uji 2/2027').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads to the field that a refusal is about', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/orang' });
    await page.getByText('Undang orang').click();
    const form = page.locator('details.panel form');
    await form.getByLabel('Alamat surel').fill('baru@smp.example');
    await form.getByLabel('Nama').fill('Pak Baru');
    await form.getByLabel('Kode pasar').fill('TIDAK-ADA');
    await form.getByRole('button', { name: 'Undang' }).click();
    await form.getByText('Tidak ada pasar dengan kode itu').waitFor();
    const market = form.getByLabel('Kode pasar');
    expect(await market.getAttribute('aria-invalid')).toBe('true');
    expect(await market.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });
});
