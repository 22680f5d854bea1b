import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { createTestPerson } from '../support/people';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('signing in', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('leads a new person through the first password into the portal, and out again', async () => {
    const person = await createTestPerson(inject('serverDatabaseUrl'), {
      mustChangePassword: true,
      name: 'Ibu Sari',
    });
    const { page, complaints, close } = await openPage(browser, url, { path: '/' });
    await page.getByRole('link', { name: 'Masuk', exact: true }).click();
    await page.getByLabel('Alamat surel').fill(person.email);
    await page.getByLabel('Kata sandi').fill('bukan kata sandinya');
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByText('tidak cocok').waitFor();
    await page.getByLabel('Kata sandi').fill(person.password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.waitForURL('**/portal/sandi');

    const change = async (next: string, current = person.password) => {
      await page.getByLabel('Kata sandi sekarang').fill(current);
      await page.getByLabel('Kata sandi baru', { exact: true }).fill(next);
      await page.getByLabel('Kata sandi baru, sekali lagi').fill(next);
      await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    };
    await change('password1234');
    await page.getByText('termasuk yang pertama kali dicoba').waitFor();
    await change('sawah hijau di kaki gunung', 'bukan yang sekarang');
    await page.getByText('Kata sandi sekarang tidak benar').waitFor();
    await change('sawah hijau di kaki gunung');
    await page.getByRole('heading', { name: 'Selamat datang, Ibu Sari' }).waitFor();
    // All that was closed until then opens at once, without loading the page again.
    await page.getByRole('link', { name: 'Akun saya' }).waitFor();
    await page
      .getByRole('navigation', { name: 'Halaman portal' })
      .getByRole('link', { name: 'Orang' })
      .waitFor();

    await page.goto(url);
    await page.getByRole('link', { name: 'Ibu Sari', exact: true }).click();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('link', { name: 'Masuk', exact: true }).waitFor();
    await page.goto(`${url}/portal`);
    expect(new URL(page.url()).pathname).toBe('/masuk');
    // The refused attempt is the only thing that the browser may complain about.
    expect(complaints.filter((line) => !line.includes('401'))).toEqual([]);
    await close();
  });
});
