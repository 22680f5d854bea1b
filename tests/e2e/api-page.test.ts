import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('the page about the API', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  for (const { locale, link, word } of [
    { locale: 'id', link: 'Data terbuka (API)', word: 'Laporan' },
    { locale: 'en', link: 'Open data (API)', word: 'Readings' },
  ] as const) {
    it(`is where the foot of every page leads, in the reader's language (${locale})`, async () => {
      const { page, complaints, close } = await openPage(browser, url, { path: '/metode', locale });
      await page.locator('footer').getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: link }).waitFor();
      await page.getByRole('heading', { level: 2, name: word, exact: true }).waitFor();
      const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as { paths: object };
      const told = await page.locator('.api-path code').allTextContents();
      expect(told.sort()).toEqual(Object.keys(document.paths).sort());
      expect(await page.locator('#start .api-code').textContent()).toContain(`SMP=${url}`);
      expect(complaints).toEqual([]);
      await close();
    });
  }
});
