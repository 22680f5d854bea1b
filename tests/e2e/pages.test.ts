import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { PAGES, pathAt } from '../support/pages';
import { shortTargets } from '../support/short-targets';
import { expectSound, isMapPin } from '../support/sound-page';

const url = inject('serverUrl');
const ready = await hasBrowser();

const LOOKS = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 360 },
] as const;

describe.skipIf(!ready)('every open page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    const device = await registerTestDevice(url, inject('adminToken'));
    expect((await device.post(device.reading({ prices: { 'bawang-merah': 40_000 } }))).status).toBe(202);
  });
  afterAll(() => browser?.close());

  for (const { name, path } of PAGES) {
    for (const { theme, width } of LOOKS) {
      it(`${name}, ${theme}, ${width} pixels wide: breaks no rule of WCAG 2.2 AA that a program can check`, async () => {
        const { page, close } = await openPage(browser, url, {
          path: await pathAt(url, path),
          theme,
          width,
        });
        await expectSound(page, name, isMapPin);
        expect({ name, short: await shortTargets(page) }).toEqual({ name, short: [] });
        await close();
      });
    }

    it(`${name}: fits a phone of 360 pixels and obeys the security policy`, async () => {
      const { page, complaints, close } = await openPage(browser, url, {
        path: await pathAt(url, path),
        width: 360,
        height: 740,
        locale: 'en',
      });
      await page.mouse.wheel(0, 4_000);
      await page.locator('footer').scrollIntoViewIfNeeded();
      await page.locator('.live-live').waitFor();
      const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(spill).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it.each([
    ['the board', '/'],
    ['a commodity', '/komoditas/bawang-merah'],
    ['the map as a table', '/dashboard/map/?commodity=bawang-merah&layer=table'],
  ])('%s shows the whole table of provinces on a phone of 360 pixels', async (_page, path) => {
    const { page, close } = await openPage(browser, url, { path, width: 360, height: 740 });
    const table = page.locator('.table-scroll', { hasText: 'Provinsi' });
    await table.locator('tbody tr').first().waitFor();
    expect(await table.evaluate((part) => part.scrollWidth - part.clientWidth)).toBeLessThanOrEqual(0);
    await close();
  });

  it('the map answers at the address of the contract, without a detour', async () => {
    const answer = await fetch(`${url}/dashboard/map/`, { redirect: 'manual' });
    expect(answer.status).toBe(200);
  });

  it('the mark stands also where browsers look for one by themselves', async () => {
    const answer = await fetch(`${url}/favicon.ico`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  });

  it('the map keeps its legend in sight and holds all provinces in its table', async () => {
    const { page, close } = await openPage(browser, url, { path: '/dashboard/map/' });
    await page.locator('.symbol').nth(37).waitFor();
    expect(await page.locator('.symbol').count()).toBe(38);
    for (const layer of ['Pasar', 'Panas']) {
      await page.getByRole('radio', { name: layer, exact: true }).check();
      await page.locator('.legend-title').waitFor();
    }
    await page.getByRole('radio', { name: 'Tabel' }).check();
    expect(await page.locator('.map-stage tbody tr').count()).toBe(38);
    await page.waitForURL(/layer=table/);
    await page.reload();
    await page.locator('.map-stage tbody tr').first().waitFor();
    expect(await page.locator('.map-stage tbody tr').count()).toBe(38);
    await close();
  });

  it('an unknown address says so, in words, with a way back', async () => {
    const answer = await fetch(`${url}/komoditas/tidak-ada`);
    expect(answer.status).toBe(404);
    const { page, close } = await openPage(browser, url, { path: '/tidak-ada' });
    await page.getByRole('link', { name: 'Ke papan harga', exact: true }).click();
    await page.locator('.tools').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await close();
  });

  it('a commodity that nobody knows is not called the price board', async () => {
    const { page, close } = await openPage(browser, url, { path: '/komoditas/tidak-ada' });
    await expect.poll(() => page.title()).toBe('Halaman tidak ditemukan · Smart Market Platform');
    await close();
  });
});
