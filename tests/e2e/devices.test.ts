import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { hasBrowser, launchBrowser } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { shoot } from '../support/shoot';
import { expectSound } from '../support/sound-page';

const url = inject('serverUrl');
const ready = await hasBrowser();

interface Look {
  readonly width: number;
  readonly locale: 'id' | 'en';
  readonly theme: 'light' | 'dark';
}

describe.skipIf(!ready)('the administrator’s device pages', () => {
  let browser: Browser;
  let cookie: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    cookie = (await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'admin' })).cookie;
  });
  afterAll(() => browser?.close());

  async function open(
    path: string,
    look: Look,
  ): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: look.width, height: 900 } });
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
    await context.addCookies([
      { name, value, url },
      { name: 'smp_locale', value: look.locale, url },
      { name: 'smp_theme', value: look.theme, url },
    ]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on(
      'console',
      (m) => void (m.type() === 'error' && complaints.push(`${m.text()} ${m.location().url}`)),
    );
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url + path, { waitUntil: 'load' });
    return { page, context, complaints };
  }

  it('register a device, show its QR, list it, and suspend it after a question', async () => {
    const { page, context, complaints } = await open('/portal/perangkat/baru', {
      width: 1280,
      locale: 'id',
      theme: 'light',
    });
    const device = `DEV-E2E-${Date.now()}`;
    await page.getByLabel('ID perangkat').fill(device);
    await page.getByLabel('Pasar').selectOption('PASAR-001');
    await page.getByRole('button', { name: 'Daftarkan', exact: true }).click();
    await page.getByRole('img', { name: `Kode QR untuk ${device}` }).waitFor();
    const code = (await page.locator('.sheet-code').textContent()) ?? '';
    await shoot(page, 'register-one');
    await page.emulateMedia({ media: 'print' });
    await shoot(page, 'print-one');
    expect(await page.locator('.register').isVisible()).toBe(false);
    expect(await page.locator('.sheet').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('link', { name: 'Perangkat', exact: true }).first().click();
    await page.waitForURL('**/portal/perangkat');
    const row = page.locator('.device-row', { hasText: device });
    await row.getByText('Menunggu').waitFor();
    const issued = await fetch(`${url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(issued.status).toBe(200);
    await page.reload();
    await row.getByText('Aktif').waitFor();
    expect(await page.locator('dialog').isVisible()).toBe(false);
    await row.getByRole('checkbox').check();
    // By keyboard: a pointer that is tried again would meet the button of the question as well.
    await page.getByRole('button', { name: 'Tangguhkan' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Tangguhkan 1 perangkat?').waitFor();
    await shoot(page, 'confirm');
    await dialog.getByLabel('Alasan').fill('hilang');
    await dialog.getByRole('button', { name: 'Tangguhkan' }).click();
    await row.getByText('Ditangguhkan').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('print one card for each of a list, and say of each other row what is wrong', async () => {
    const { page, context } = await open('/portal/perangkat/baru', {
      width: 1280,
      locale: 'en',
      theme: 'light',
    });
    const name = Date.now();
    const rows = Array.from({ length: 7 }, (_, i) => `PASAR-001,DEV-L${i}-${name}`);
    await page
      .getByLabel('Or paste it here')
      .fill(`market_id,device_id\n${rows.join('\n')}\nPASAR-999,DEV-X\n`);
    await page.getByRole('button', { name: 'Register all' }).click();
    await page.getByText('7 done, 1 refused').waitFor();
    expect(await page.locator('.sheet').count()).toBe(7);
    await page.getByText('There is no market “PASAR-999”').waitFor();
    await shoot(page, 'register-many');
    await page.emulateMedia({ media: 'print' });
    await shoot(page, 'print-many');
    await context.close();
  });

  it('change the settings of all that are shown at once, and of these only what was ticked', async () => {
    const devices = [
      await registerTestDevice(url, inject('adminToken')),
      await registerTestDevice(url, inject('adminToken')),
    ];
    const group = `utara-${Date.now()}`;
    const set = await fetch(`${url}/api/devices/settings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        device_ids: devices.map((d) => d.deviceId),
        group,
        commodities: ['beras-medium'],
      }),
    });
    expect(set.status).toBe(200);
    const look: Look = { width: 360, locale: 'id', theme: 'dark' };
    const { page, context, complaints } = await open(`/portal/perangkat?group=${group}`, look);
    await page.getByLabel('Pilih semua 2 yang tampil').check();
    await page.getByRole('button', { name: 'Ubah setelan' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Ubah setelan 2 perangkat?').waitFor();
    expect(await dialog.getByRole('button', { name: 'Ubah setelan' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Ubah: Komoditas yang dilaporkan').check();
    await shoot(page, 'settings-together');
    await dialog.getByLabel('Ubah: Komoditas yang dilaporkan').uncheck();
    await dialog.getByLabel('Ubah: Jarak lapor, detik').check();
    await dialog.getByRole('textbox', { name: 'Jarak lapor, detik' }).fill('60');
    await expectSound(page);
    await dialog.getByRole('button', { name: 'Ubah setelan' }).click();
    await page.getByText('2 berhasil, 0 ditolak').waitFor();
    for (const { token } of devices) {
      const answer = await fetch(`${url}/api/devices/config`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(JSON.stringify(await answer.json())).toMatch(/60.*beras-medium|beras-medium.*60/);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say what is asked of a device, which hears it, and revoke a certificate of it', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const pool = createPool(inject('serverDatabaseUrl'), 1, () => undefined);
    const fingerprint = randomBytes(32).toString('hex');
    await pool.query(
      `INSERT INTO device_certificate (fingerprint, device_id, serial, not_after)
       VALUES ($1, $2, $3, now() + interval '1 year')`,
      [fingerprint, device.deviceId, fingerprint.slice(0, 32)],
    );
    const look: Look = { width: 1280, locale: 'id', theme: 'light' };
    const { page, context, complaints } = await open(`/portal/perangkat?q=${device.deviceId}`, look);
    await page.getByRole('link', { name: device.deviceId, exact: true }).click();
    await page.getByRole('heading', { name: device.deviceId }).waitFor();
    const form = page.getByRole('form', { name: 'Yang diminta darinya' });
    await form.getByLabel('Jarak lapor, detik').fill('0');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await form.getByText('Tulis detik bulat').waitFor();
    await form.getByLabel('Kelompok').fill('utara');
    await form.getByLabel('Jarak lapor, detik').fill('90');
    await form.getByRole('checkbox', { name: 'Beras Medium' }).check();
    await form.getByRole('button', { name: 'Simpan' }).click();
    await form.getByText('Tersimpan.').waitFor();
    const told = await fetch(`${url}/api/devices/config`, {
      headers: { authorization: `Bearer ${device.token}` },
    });
    expect(await told.json()).toMatchObject({ interval_seconds: 90, commodities: ['beras-medium'] });
    await shoot(page, 'device-one');

    const certificate = page.locator('li', { hasText: fingerprint });
    await certificate.getByRole('button', { name: 'Cabut' }).click();
    await certificate.getByRole('button', { name: 'Ya: Cabut' }).click();
    await certificate.getByText(/^Dicabut /).waitFor();
    const { rows } = await pool.query<{ action: string }>(
      'SELECT action FROM audit WHERE subject = $1 AND ledger_index IS NOT NULL ORDER BY id',
      [`device:${device.deviceId}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'device.register',
      'device.set',
      'device.certificate.revoke',
    ]);
    await pool.end();
    expect(complaints).toEqual([]);

    await page.goto(`${url}/portal/perangkat?group=utara`, { waitUntil: 'load' });
    await page.getByRole('link', { name: device.deviceId, exact: true }).waitFor();
    await context.close();
    for (const small of [
      { width: 360, locale: 'id', theme: 'dark' },
      { width: 1280, locale: 'en', theme: 'light' },
    ] as const) {
      const one = await open(`/portal/perangkat/id/${device.deviceId}`, small);
      await one.page.locator('main#content').waitFor();
      await shoot(one.page, `device-${small.width}-${small.locale}-${small.theme}`);
      await expectSound(one.page);
      const spill = await one.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(spill).toBeLessThanOrEqual(0);
      expect(one.complaints).toEqual([]);
      await one.context.close();
    }
  });

  it.each<Look>([
    { width: 360, locale: 'id', theme: 'light' },
    { width: 360, locale: 'en', theme: 'dark' },
    { width: 1280, locale: 'en', theme: 'light' },
    { width: 1280, locale: 'id', theme: 'dark' },
  ])('are read by anybody at %j', async (look) => {
    for (const path of ['/portal/perangkat', '/portal/perangkat/baru']) {
      const { page, context, complaints } = await open(path, look);
      await page.locator('main#content').waitFor();
      await shoot(page, `${path.split('/').at(-1)}-${look.width}-${look.locale}-${look.theme}`);
      await expectSound(page);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
