import { Secret, TOTP } from 'otpauth';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { createTestPerson, signedInPerson } from '../support/people';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** Sets the second step up as a person does. @returns one of the recovery codes */
async function switchOnSecondStep(browser: Browser, cookie: string): Promise<string> {
  const { page, close } = await openPage(browser, url, { path: '/portal/akun', cookie });
  await page.getByRole('button', { name: 'Aktifkan langkah kedua' }).click();
  const key = ((await page.getByText('Ketik kunci ini').locator('code').textContent()) ?? '').replaceAll(
    ' ',
    '',
  );
  const code = new TOTP({ secret: Secret.fromBase32(key) }).generate();
  await page.getByLabel('Kode enam angka').fill(code);
  await page.getByRole('button', { name: 'Aktifkan', exact: true }).click();
  const recovery = (await page.locator('.once-codes code').first().textContent()) ?? '';
  await close();
  return recovery;
}

async function mustChangePassword(database: string, personId: string): Promise<void> {
  const client = new Client({ connectionString: database });
  await client.connect();
  await client.query('UPDATE app_user SET must_change_password = true WHERE id = $1', [personId]);
  await client.end();
}

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

  it('leads to the page that was asked for, through a wrong password, a second step and a first password', async () => {
    const database = inject('serverDatabaseUrl');
    const person = await signedInPerson(url, database);
    const recovery = await switchOnSecondStep(browser, person.cookie);
    await mustChangePassword(database, person.id);
    const { page, close } = await openPage(browser, url, { path: '/portal/perangkat?state=silent' });
    expect(new URL(page.url()).pathname).toBe('/masuk');
    const send = () => page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByLabel('Alamat surel').fill(person.email);
    await page.getByLabel('Kata sandi').fill('bukan kata sandinya');
    await send();
    await page.getByText('tidak cocok').waitFor();
    await page.getByLabel('Kata sandi').fill(person.password);
    await send();
    await page.getByLabel('Kode langkah kedua').fill(recovery);
    await send();
    await page.waitForURL('**/portal/sandi?next=**');
    await page.getByLabel('Kata sandi sekarang').fill(person.password);
    await page.getByLabel('Kata sandi baru', { exact: true }).fill('sawah hijau di kaki gunung');
    await page.getByLabel('Kata sandi baru, sekali lagi').fill('sawah hijau di kaki gunung');
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await page.waitForURL('**/portal/perangkat?state=silent');
    await close();
  });
});
