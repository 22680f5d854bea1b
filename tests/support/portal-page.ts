import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenPage, PageOptions } from './browser';
import { type PersonOptions, signedInPerson } from './people';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Opens a page of the portal as a fresh person of a role, once it is drawn. */
export async function openPortal(
  browser: Browser,
  server: { readonly url: string; readonly databaseUrl: string },
  options: PageOptions & PersonOptions = {},
): Promise<OpenPage> {
  const { url } = server;
  const { path = '/portal', locale = 'id', theme = 'light', width = 1280, height = 900 } = options;
  const { cookie } = await signedInPerson(url, server.databaseUrl, options);
  const [name = '', ...value] = cookie.split('=');
  const context = await browser.newContext({ viewport: { width, height } });
  await context.addCookies([
    { name: 'smp_locale', value: locale, url },
    { name: 'smp_theme', value: theme, url },
    { name, value: value.join('='), url },
  ]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url + path, { waitUntil: 'load' });
  await page.locator('main#content:not([aria-busy])').waitFor();
  return { page, complaints, close: () => context.close() };
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** Holds a page to the rules of WCAG 2.2 AA that a program can check, and to the width of its screen. */
export async function expectSound(page: Page): Promise<void> {
  const findings = (await page.evaluate(`${readFileSync(AXE, 'utf8')};
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) })))`)) as Finding[];
  expect(findings).toEqual([]);
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(spill).toBeLessThanOrEqual(0);
}
