import { describe, expect, inject, it } from 'vitest';
import { hasBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { PAGES, pathAt } from '../support/pages';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** What a person sets in the browser who needs letters twice as large. */
const TWICE = { standard: 32, fixed: 26 };

describe.skipIf(!ready)('letters twice as large', () => {
  const browser = testBrowser();

  it.each([360, 1280])('push no open page sideways, %i pixels wide', async (width) => {
    const device = await registerTestDevice(url, inject('adminToken'));
    expect((await device.post(device.reading({ prices: { 'bawang-merah': 40_000 } }))).status).toBe(202);
    const { page, close } = await openPage(browser(), url, { path: '/metode', width, height: 740 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: TWICE });
    const spills: Record<string, number> = {};
    for (const { name, path } of PAGES) {
      await page.goto(url + (await pathAt(url, path)));
      await page.locator('.live-live').waitFor();
      const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (spill > 0) spills[name] = spill;
    }
    expect(spills).toEqual({});
    await close();
  });
});

describe.skipIf(!ready)('a name of sixty letters without a space', () => {
  const browser = testBrowser();

  it.each(['/', '/komoditas/bawang-merah'])('pushes %s not sideways on a phone', async (path) => {
    const { page, close } = await openPage(browser(), url, { path, width: 360, height: 740 });
    await page.locator('.live-live').waitFor();
    const spill = await page.evaluate(() => {
      for (const name of document.querySelectorAll('h1, h2, h3 a, select option'))
        name.textContent = 'Brebes'.repeat(10);
      return document.documentElement.scrollWidth - window.innerWidth;
    });
    expect(spill).toBeLessThanOrEqual(0);
    await close();
  });
});
