import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { createTestPerson, signedInPerson } from '../support/people';
import { shortTargets } from '../support/short-targets';
import { expectSound } from '../support/sound-page';

const url = inject('serverUrl');
const database = inject('serverDatabaseUrl');
const ready = await hasBrowser();

const PAGES = [
  '/portal',
  '/portal/akun',
  '/portal/sandi',
  '/portal/orang',
  '/portal/token',
  '/portal/audit',
  '/portal/ditolak',
];

const LOOKS = [
  { theme: 'light', width: 1280, locale: 'id' },
  { theme: 'dark', width: 360, locale: 'en' },
] as const;

describe.skipIf(!ready)('the portal', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(LOOKS)(
    'breaks no rule of WCAG 2.2 AA, fits and obeys the policy: $theme, $width px, $locale',
    async (look) => {
      const { cookie, id } = await signedInPerson(url, database, { name: 'Ibu Sari Wulandari' });
      const { page, complaints, close } = await openPage(browser, url, {
        path: '/metode',
        height: 800,
        ...look,
      });
      const [name = '', value = ''] = cookie.split('=');
      await page.context().addCookies([{ name, value, url }]);
      const other = await createTestPerson(database, { role: 'officer', marketId: 1 });
      for (const path of [...PAGES, `/portal/orang/${id}`, `/portal/orang/${other.id}`]) {
        await page.goto(url + path, { waitUntil: 'load' });
        await page.locator('main#content').waitFor();
        for (const summary of await page.locator('main summary').all()) await summary.click();
        await expectSound(page, path);
        expect({ path, short: await shortTargets(page) }).toEqual({ path, short: [] });
      }
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('sets up a second step, asks for it at the next sign-in, and takes a recovery code instead', async () => {
    const person = await signedInPerson(url, database, { role: 'officer', name: 'Pak Budi' });
    const { page, close } = await openPage(browser, url, { path: '/metode' });
    const [name = '', value = ''] = person.cookie.split('=');
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(`${url}/portal/akun`);
    const other = await page.context().newPage();
    await other.goto(`${url}/portal/akun`);
    await page.getByRole('button', { name: 'Aktifkan langkah kedua' }).click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    const typed = (await page.locator('main code').first().textContent()) ?? '';
    const app = new TOTP({ secret: Secret.fromBase32(typed.replaceAll(' ', '')) });
    await page.getByLabel('Kode enam angka').fill(app.generate());
    await page.getByRole('button', { name: 'Aktifkan', exact: true }).click();
    await page.locator('.once-codes code').nth(9).waitFor();
    // What set it up has gone: pressed again, it could only be refused.
    expect(await page.getByRole('img', { name: /QR/ }).count()).toBe(0);
    // Another tab that still offers to set it up learns that it is on.
    await other.getByRole('button', { name: 'Aktifkan langkah kedua' }).click();
    await other.getByText('Kode pemulihan yang tersisa: 10').waitFor();
    const recovery = (await page.locator('.once-codes code').first().textContent()) ?? '';
    await page.getByRole('button', { name: 'Keluar', exact: true }).click();
    await page.getByRole('link', { name: 'Masuk', exact: true }).click();
    await page.getByLabel('Alamat surel').fill(person.email);
    await page.getByLabel('Kata sandi').fill(person.password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByLabel('Kode langkah kedua').fill('000000');
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByText('tidak cocok atau sudah terpakai').waitFor();
    await page.getByLabel('Kode langkah kedua').fill(recovery);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByRole('heading', { name: 'Selamat datang, Pak Budi' }).waitFor();
    await close();
  });

  it('lets an administrator invite somebody, who chooses a password and comes in; the audit shows it', async () => {
    const admin = await signedInPerson(url, database, { name: 'Ibu Rina' });
    const { page, close } = await openPage(browser, url, { path: '/metode' });
    const [name = '', value = ''] = admin.cookie.split('=');
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(`${url}/portal/orang`);
    await page.getByText('Undang orang', { exact: true }).click();
    const email = `baru-${admin.id.slice(0, 8)}@smp.example`;
    await page.getByLabel('Alamat surel').fill(email);
    await page.getByLabel('Nama', { exact: true }).fill('Pak Wayan');
    await page.getByLabel('Kode pasar (bila hanya satu pasar)').fill('PASAR-001');
    await page.getByRole('button', { name: 'Undang', exact: true }).click();
    const link = (await page.locator('.once code').textContent()) ?? '';
    expect(link).toMatch(/\/tautan#[\w-]{43}$/);

    const guest = await openPage(browser, url, { path: `/tautan${link.slice(link.indexOf('#'))}` });
    await guest.page.waitForURL((address) => address.hash === '');
    await guest.page.getByLabel('Kata sandi baru', { exact: true }).fill('perahu kayu di muara');
    const again = guest.page.getByLabel('Kata sandi baru, sekali lagi');
    await again.fill('perahu kayu di hulu');
    const save = guest.page.getByRole('button', { name: 'Simpan kata sandi' });
    await save.click();
    await guest.page.getByText('Kedua kata sandi baru tidak sama').waitFor();
    expect(await again.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await again.inputValue()).toBe('perahu kayu di hulu');
    await again.fill('perahu kayu di muara');
    // The address holds the link no more: a page that went with the network would take the invitation along.
    await guest.page.context().setOffline(true);
    await save.click();
    await guest.page.getByText('Tidak ada jawaban').waitFor();
    expect(await again.inputValue()).toBe('perahu kayu di muara');
    // Nor does the link, which is a secret, lie in the tab for the time in between.
    expect(await guest.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe('{}');
    await guest.page.context().setOffline(false);
    await save.click();
    await guest.page.getByRole('main').getByRole('link', { name: 'Masuk' }).click();
    await guest.page.getByLabel('Alamat surel').fill(email);
    await guest.page.getByLabel('Kata sandi').fill('perahu kayu di muara');
    await guest.page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await guest.page.getByRole('heading', { name: 'Selamat datang, Pak Wayan' }).waitFor();
    await guest.close();

    await page.goto(`${url}/portal/audit?subject=${encodeURIComponent(email)}`);
    await page.locator('.line-name', { hasText: 'Menerima undangan' }).waitFor();
    expect(await page.getByText(/catatan nomor \d+/).count()).toBeGreaterThan(1);
    await close();
  });

  it('keeps what was typed when an invitation is refused, the role above all', async () => {
    const admin = await signedInPerson(url, database);
    const { page, close } = await openPage(browser, url, { path: '/portal/orang', cookie: admin.cookie });
    await page.getByText('Undang orang', { exact: true }).click();
    const form = page.locator('form', { has: page.getByLabel('Alamat surel') });
    const email = `teliti-${admin.id.slice(0, 8)}@smp.example`;
    await form.getByLabel('Alamat surel').fill(email);
    await form.getByLabel('Nama', { exact: true }).fill('Ibu Siti');
    await form.getByLabel('Peran').selectOption('validator');
    await form.getByLabel(/^Kode pasar/).fill('PASAR-XXX');
    await form.getByRole('button', { name: 'Undang', exact: true }).click();
    await form.getByText('Tidak ada pasar dengan kode itu').waitFor();
    expect(await form.getByLabel('Alamat surel').inputValue()).toBe(email);
    expect(await form.getByLabel('Nama', { exact: true }).inputValue()).toBe('Ibu Siti');
    expect(await form.getByLabel('Peran').inputValue()).toBe('validator');
    await form.getByLabel(/^Kode pasar/).fill('PASAR-001');
    await form.getByRole('button', { name: 'Undang', exact: true }).click();
    await form.locator('.once code').waitFor();
    // The next invitation begins anew; one for the same address is told what stands against it.
    expect(await form.getByLabel('Alamat surel').inputValue()).toBe('');
    await form.getByLabel('Alamat surel').fill(email);
    await form.getByLabel('Nama', { exact: true }).fill('Ibu Siti');
    await form.getByRole('button', { name: 'Undang', exact: true }).click();
    await form.getByText('Alamat surel ini sudah punya akun').waitFor();
    await page.reload();
    const line = page.locator('.line', { hasText: email });
    // Whoever has not joined yet is in the list and not among those who can sign in.
    const joined = await page.locator('main .state-active').count();
    await page
      .locator('.lead')
      .getByText(new RegExp(`^${joined} orang dapat masuk`))
      .waitFor();
    expect(await line.textContent()).toContain('Pemeriksa kabupaten/kota');
    await close();
  });

  it('says of an address that leads nowhere where to go on, beside the rail', async () => {
    const { cookie } = await signedInPerson(url, database);
    for (const path of ['/portal/salah-ketik', '/portal/orang/salah-ketik']) {
      const { page, close } = await openPage(browser, url, { path, cookie });
      await page.getByText('Alamat portal ini tidak menunjuk ke apa pun').waitFor();
      await page.getByRole('navigation', { name: 'Halaman portal' }).waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Ke awal portal' }).click();
      await page.getByRole('heading', { name: /Selamat datang/ }).waitFor();
      await close();
    }
  });

  it('begins an invitation with the place of who invites, and says when another one is chosen', async () => {
    const { cookie } = await signedInPerson(url, database, { regionId: 31 });
    const { page, close } = await openPage(browser, url, { path: '/portal/orang', cookie });
    await page.getByText('Undang orang', { exact: true }).click();
    const form = page.locator('form', { has: page.getByLabel('Alamat surel') });
    const region = form.locator('select[name=region]');
    expect(await region.inputValue()).toBe('31');
    await form.getByLabel('Alamat surel').fill('jauh@smp.example');
    await form.getByLabel('Nama', { exact: true }).fill('Pak Jauh');
    await region.selectOption('');
    await form.getByRole('button', { name: 'Undang', exact: true }).click();
    await form.getByText('Tempat itu di luar wilayah Anda').waitFor();
    await close();
  });
});
