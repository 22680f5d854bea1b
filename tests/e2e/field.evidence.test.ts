import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PriceMap } from '@/lib/live/board';
import { hasBrowser, launchBrowser } from '../support/browser';
import {
  counts,
  enter,
  install,
  newPhone,
  type Phone,
  registerField,
  sendDrafts,
  show,
  typePrice,
  untilOffline,
  watch,
} from '../support/field';
import { signedInPerson } from '../support/people';
import { openPortal } from '../support/portal-page';
import { qrVideo } from '../support/qr-video';

const url = inject('serverUrl');
const databaseUrl = inject('serverDatabaseUrl');
const ready = await hasBrowser();
/** So far from anything usual that it is held. */
const ABSURD = 1_900_000;
const DEGREE_KM = 111.195;
const AWAY_KM = 2.3;

describe.skipIf(!ready)('a photo and a place beside a price', () => {
  let browser: Browser;
  let folder = '';
  let market = { latitude: 0, longitude: 0 };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smp-photo-'));
    const film = join(folder, 'stall.y4m');
    await writeFile(film, qrVideo('beras 13.500'));
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
      '--use-fake-ui-for-media-stream',
    ]);
    const answer = await fetch(`${url}/api/public/map?commodity=beras-medium`);
    const { markets } = (await answer.json()) as PriceMap;
    market = markets.find((m) => m.market_id === 'PASAR-001') ?? market;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const shot = async (page: Page, name: string) => {
    const shots = process.env.SMP_SHOTS;
    if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
  };
  async function freshPhone(options: Parameters<typeof newPhone>[2] = {}): Promise<Phone> {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser, url, options);
    await install(phone, device.enrolmentUrl);
    return phone;
  }
  /** Ledger position that the first card of the outbox names. */
  async function positionOf(page: Page): Promise<number> {
    const link = await page.locator('.field-card a[href^="/verify?i="]').first().getAttribute('href');
    return Number(link?.split('=')[1]);
  }

  it('travel after the price without a network and through a killed tab, and reach the reviewer', async () => {
    const phone = await freshPhone();
    await phone.context.grantPermissions(['geolocation'], { origin: url });
    const latitude = market.latitude + AWAY_KM / DEGREE_KM;
    await phone.context.setGeolocation({ latitude, longitude: market.longitude, accuracy: 35 });
    const { page } = phone;
    await untilOffline(page);
    await show(page, 'settings');
    await page.getByRole('button', { name: 'Kirim jarak ke pasar' }).click();
    await page.getByRole('button', { name: 'Jangan kirim lagi' }).waitFor();
    await shot(page, 'field-settings-beside');
    await phone.context.setOffline(true);

    await typePrice(page, 'gula-konsumsi', ABSURD);
    await page.getByText('Posisi ±35 m').waitFor();
    await page.getByRole('button', { name: 'Tambah foto' }).click();
    await shot(page, 'field-camera');
    await page.getByRole('button', { name: 'Ambil foto' }).click();
    await page.getByRole('button', { name: 'Foto siap · hapus' }).waitFor();
    await shot(page, 'field-entry-beside');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.waitForFunction(() => !window.location.hash.includes('gula-konsumsi'));
    await sendDrafts(page);
    await page.getByText('Foto dikirim setelah harganya tersimpan.').waitFor();
    // The tab dies with everything unsent; a new one finds it.
    await page.close();
    const next = await phone.context.newPage();
    watch(next, phone.complaints);
    await next.goto(`${url}/field#/outbox`);
    await next.getByText('Foto dikirim setelah harganya tersimpan.').waitFor();
    await phone.context.setOffline(false);
    await next.getByText('Foto terkirim').waitFor();
    expect(await counts(next)).toMatchObject({ waiting: 0, attention: 1 });

    const id = await positionOf(next);
    const desk = await openPortal(
      browser,
      { url, databaseUrl },
      { path: '/portal/tinjau', role: 'validator' },
    );
    const picture = desk.page.getByRole('img', { name: 'Foto yang diambil pencatat untuk harga ini' });
    await desk.page
      .locator('.queue-row', { hasText: 'Rp\u00a01.900.000' })
      .first()
      .locator('.queue-open')
      .click();
    await desk.page.getByText('Dikirim 2,3 km dari pasar (ketelitian 35 m).').waitFor();
    await expect
      .poll(() => picture.evaluate((img) => (img instanceof HTMLImageElement ? img.naturalWidth : 0)))
      .toBe(640);
    await picture.scrollIntoViewIfNeeded();
    await shot(desk.page, 'review-evidence');
    const cookie = (await desk.page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    const photo = Buffer.from(
      await (await fetch(`${url}/api/review/${id}/photo`, { headers: { cookie } })).arrayBuffer(),
    );
    expect(photo.length).toBeLessThan(200 * 1024);
    expect(photo.includes('Exif')).toBe(false);
    expect([...phone.complaints, ...desk.complaints]).toEqual([]);
    await Promise.all([phone.context.close(), desk.close()]);
  });

  it('say when they do not work out, and that the phone was locked out while only they wait', async () => {
    const phone = await freshPhone();
    const { page } = phone;
    await typePrice(page, 'gula-konsumsi', 18_000);
    await page.getByRole('button', { name: 'Tambah foto' }).click();
    await page.evaluate(() => {
      const { toBlob } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.toBlob = function none(told) {
        HTMLCanvasElement.prototype.toBlob = toBlob;
        told(null);
      };
    });
    await page.getByRole('button', { name: 'Ambil foto' }).click();
    await page.getByRole('alert').filter({ hasText: 'Foto tidak jadi' }).waitFor();
    await page.getByRole('button', { name: 'Ambil foto' }).click();
    await page.getByRole('button', { name: 'Foto siap · hapus' }).waitFor();
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.waitForFunction(() => !window.location.hash.includes('gula-konsumsi'));
    const gone = { status: 401, contentType: 'application/problem+json', body: '{"status":401}' };
    await phone.context.route('**/api/field/evidence', (route) => route.fulfill(gone));
    await sendDrafts(page);
    await expect.poll(async () => (await counts(page)).sent, { timeout: 20_000 }).toBe(1);
    await page.getByRole('alert').filter({ hasText: 'Minta kode baru' }).waitFor();
    await phone.context.close();
  });

  it('are asked for by nobody as long as the person does not want them, and never hold a price back', async () => {
    const phone = await freshPhone();
    const { page } = phone;
    await page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      navigator.mediaDevices.getUserMedia = () => {
        asked.push('camera');
        return Promise.reject(new DOMException('', 'NotAllowedError'));
      };
      const refuse = (_ok: unknown, not?: PositionErrorCallback | null) => {
        asked.push('place');
        not?.({ code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError);
        return 1;
      };
      navigator.geolocation.getCurrentPosition = refuse;
      navigator.geolocation.watchPosition = refuse;
    });
    await page.reload();
    await page.locator('.field-items .field-item').first().waitFor();
    const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
    await enter(page, 'beras-medium', 13_500);
    expect(await asked()).toEqual([]);

    await show(page, 'settings');
    await page.getByRole('button', { name: 'Kirim jarak ke pasar' }).click();
    await page.getByRole('alert').filter({ hasText: 'tidak mengizinkan' }).waitFor();
    await typePrice(page, 'bawang-merah', 40_000);
    await page.getByRole('button', { name: 'Tambah foto' }).click();
    await page.getByRole('alert').filter({ hasText: 'Kamera belum diizinkan' }).waitFor();
    await page.getByRole('button', { name: 'Batal' }).click();
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.waitForFunction(() => !window.location.hash.includes('bawang-merah'));
    await sendDrafts(page);
    await expect.poll(() => counts(page)).toMatchObject({ draft: 0, waiting: 0 });
    expect(await asked()).toEqual(['place', 'camera']);
    await phone.context.close();
  });

  it('belong to a person once one who is signed in takes the phone, who then reads what may help', async () => {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser, url, { locale: 'en', theme: 'dark' });
    await install(phone, device.enrolmentUrl);
    const { page } = phone;
    await show(page, 'settings');
    await page.getByText('Nobody is entered yet.').waitFor();
    await page.getByRole('button', { name: 'This phone is mine' }).click();
    await page.getByRole('alert').filter({ hasText: 'You are not signed in' }).waitFor();
    const { cookie } = await signedInPerson(url, databaseUrl, { role: 'enumerator', name: 'Ibu Siti' });
    const [name = '', value = ''] = cookie.split('=');
    await phone.context.addCookies([{ name, value, url }]);
    await page.getByRole('button', { name: 'This phone is mine' }).click();
    await page.getByText('Its prices are reports of Ibu Siti.').waitFor();
    await shot(page, 'field-settings-person-dark-en');
    await page.goto(`${url}/portal/laporan`);
    await page.getByText('There are few reports of yours yet', { exact: false }).waitFor();
    expect(await page.getByText('What may help').count()).toBe(0);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `INSERT INTO reporter_evidence (device_id, kind, since, last_day, strength, items, found_at)
       VALUES ($1, 'digit_heaping', current_date - 3, current_date, 1, '{}', now())`,
      [device.deviceId],
    );
    await client.end();
    await page.reload();
    await page.getByRole('heading', { name: 'What may help' }).waitFor();
    await page.getByText('This is no accusation', { exact: false }).waitFor();
    await page.getByText('Write them just as buyers pay them.', { exact: false }).waitFor();
    await shot(page, 'own-reports-dark-en');
    await phone.context.close();
  });
});
