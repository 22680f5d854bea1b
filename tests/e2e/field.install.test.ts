import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { enter, install, newPhone, registerField, show, untilOffline } from '../support/field';
import { qrVideo } from '../support/qr-video';
import { expectSound } from '../support/sound-page';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('installing the phone app', () => {
  let browser: Browser;
  let folder = '';
  beforeAll(async () => {
    [browser, folder] = await Promise.all([launchBrowser(), mkdtemp(join(tmpdir(), 'smp-camera-'))]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A browser whose camera looks at this text as a QR. */
  async function withCamera(text: string, allowed = true): Promise<Browser> {
    const film = join(folder, `${Math.random()}.y4m`);
    await writeFile(film, qrVideo(text));
    return launchBrowser([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
      ...(allowed ? ['--use-fake-ui-for-media-stream'] : []),
    ]);
  }

  it('reads the QR with the camera, and registers only after a tap', async () => {
    const device = await registerField(url, inject('adminToken'));
    const own = await withCamera(device.enrolmentUrl);
    const { page, complaints } = await newPhone(own, url);
    await page.goto(`${url}/field`);
    await page.getByRole('button', { name: 'Pindai QR' }).click();
    await page.getByText('Kode ditemukan').waitFor();
    expect(await page.locator('video').count()).toBe(0);
    await page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await page.locator('.field-items .field-item').first().waitFor();
    expect(complaints).toEqual([]);
    await own.close();
  });

  it('says that a QR of something else is no code, and goes on looking', async () => {
    const own = await withCamera('https://example.org/menu');
    const { page } = await newPhone(own, url);
    await page.goto(`${url}/field`);
    await page.getByRole('button', { name: 'Pindai QR' }).click();
    await page.getByText('QR ini bukan kode pemasangan').waitFor();
    expect(await page.locator('video').count()).toBe(1);
    await own.close();
  });

  it('says what to do when the camera is refused, and when there is none', async () => {
    const refused = await withCamera('x', false);
    const first = await newPhone(refused, url);
    await first.page.goto(`${url}/field`);
    await first.page.getByRole('button', { name: 'Pindai QR' }).click();
    await first.page.getByRole('alert').filter({ hasText: 'Kamera belum diizinkan' }).waitFor();
    await refused.close();
    const second = await newPhone(browser, url);
    await second.page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await second.page.goto(`${url}/field`);
    await second.page.getByRole('button', { name: 'Pindai QR' }).click();
    await second.page.getByRole('alert').filter({ hasText: 'tidak punya kamera' }).waitFor();
    await second.context.close();
  });

  it('takes a typed code, and takes the code of an address out of it at once', async () => {
    const [typed, linked] = await Promise.all([
      registerField(url, inject('adminToken')),
      registerField(url, inject('adminToken')),
    ]);
    const { page, context } = await newPhone(browser, url);
    await page.goto(`${url}/field`);
    await page.getByLabel('Atau ketik kodenya').fill('terlalu pendek');
    await page.getByRole('button', { name: 'Pakai kode ini' }).click();
    await page.getByRole('alert').filter({ hasText: 'bukan kode pemasangan' }).waitFor();
    await page.getByLabel('Atau ketik kodenya').fill(` ${typed.code} `);
    await page.getByRole('button', { name: 'Pakai kode ini' }).click();
    await page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await page.locator('.field-items .field-item').first().waitFor();
    await page.goto(linked.enrolmentUrl);
    await page.getByText('Kode ditemukan').waitFor();
    await page.waitForURL((address) => !address.href.includes(linked.code));
    await context.close();
  });

  it('refuses a used and an expired code kindly, and says when there is no network', async () => {
    const device = await registerField(url, inject('adminToken'));
    const first = await newPhone(browser, url);
    await install(first, device.enrolmentUrl);
    const second = await newPhone(browser, url);
    await second.page.goto(device.enrolmentUrl);
    await second.context.setOffline(true);
    await second.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await second.page.getByRole('alert').filter({ hasText: 'Tidak ada jaringan' }).waitFor();
    await second.context.setOffline(false);
    await second.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await second.page
      .getByRole('alert')
      .filter({ hasText: 'sudah dipakai, kedaluwarsa, atau salah' })
      .waitFor();
    await second.page.getByLabel('Atau ketik kodenya').waitFor();
    await Promise.all([first.context.close(), second.context.close()]);
  });

  it('can be put on the home screen: a manifest with icons, a worker of this build, no other caches', async () => {
    const manifest = (await (await fetch(`${url}/field.webmanifest`)).json()) as {
      start_url: string;
      scope: string;
      display: string;
      icons: { src: string; sizes: string }[];
    };
    expect(manifest).toMatchObject({ start_url: '/field', scope: '/field', display: 'standalone' });
    expect(manifest.icons.map((i) => i.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    for (const { src } of manifest.icons) expect((await fetch(url + src)).status).toBe(200);
    const worker = await fetch(`${url}/field/sw.js`);
    expect(worker.headers.get('service-worker-allowed')).toBe('/field');
    expect(worker.headers.get('content-type')).toContain('javascript');
    const build = /const BUILD = "([^"]+)"/.exec(await worker.text())?.[1];
    const { page, context } = await newPhone(browser, url);
    await page.goto(`${url}/field`);
    await page.evaluate(() => caches.open('smp-field-older'));
    await untilOffline(page);
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([`smp-field-${build}`]);
    expect(await page.locator('link[rel="manifest"]').getAttribute('href')).toBe('/field.webmanifest');
    await context.close();
  });

  it('lets only a simulated device send made-up prices', async () => {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser, url);
    await install(phone, device.enrolmentUrl);
    await phone.page.goto(`${url}/field#/settings`);
    const start = phone.page.getByRole('button', { name: 'Mulai peragaan' });
    await start.waitFor();
    expect(await start.isDisabled()).toBe(true);
    await phone.page.getByText('peragaan dimatikan').waitFor();
    await phone.context.close();
  });

  for (const { theme, locale } of [
    { theme: 'light', locale: 'id' },
    { theme: 'dark', locale: 'en' },
  ] as const) {
    it(`breaks no rule of WCAG 2.2 AA and fits 360 pixels, ${theme}, ${locale}`, async () => {
      const device = await registerField(url, inject('adminToken'));
      const phone = await newPhone(browser, url, { theme, locale });
      const { page } = phone;
      const check = (where: string) => expectSound(page, where);
      await page.goto(`${url}/field`);
      await page.locator('#field-code').waitFor();
      await check('install');
      await install(phone, device.enrolmentUrl);
      await enter(page, 'beras-medium', 135_000);
      await check('entry');
      for (const view of ['', 'review', 'outbox', 'settings', 'entry/beras-medium']) {
        await show(page, view);
        await page.waitForTimeout(150);
        await check(view);
      }
      expect(phone.complaints).toEqual([]);
      await phone.context.close();
    });
  }
});
