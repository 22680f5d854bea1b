import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('a page on paper', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(['dark', 'system'] as const)(
    'is dark on light where the screen is %s, and shows no switches',
    async (theme) => {
      const { page, close } = await openPage(browser, url, { path: '/komoditas/beras-medium', theme });
      const ink = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'));
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
      expect(await ink()).toBe('#eceff1');
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await ink()).toBe('#1c2126');
      for (const pressed of ['.top-switches', '.nav', '.chart-tools'])
        expect(await page.locator(pressed).first().isVisible()).toBe(false);
      expect(await page.locator('h1').isVisible()).toBe(true);
      await close();
    },
  );
});
