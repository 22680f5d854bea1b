import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type OpenPage, openPage, type PageOptions } from './browser';
import { type PersonOptions, signedInPerson } from './people';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Opens a page of the portal as a fresh person of a role, once it is drawn. */
export async function openPortal(
  browser: Browser,
  server: { readonly url: string; readonly databaseUrl: string },
  options: PageOptions & PersonOptions = {},
): Promise<OpenPage> {
  const { cookie } = await signedInPerson(server.url, server.databaseUrl, options);
  return openPage(browser, server.url, { path: '/portal', width: 1280, ...options, cookie });
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** Holds a page to the rules of WCAG 2.2 AA that a program can check, and to the width of its screen. */
export async function expectSound(page: Page): Promise<void> {
  await untilTitled(page);
  const findings = (await page.evaluate(`${readFileSync(AXE, 'utf8')};
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) })))`)) as Finding[];
  expect(findings).toEqual([]);
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(spill).toBeLessThanOrEqual(0);
}

/** While a page is replaced by a newer one, as after a form was sent, its title is away for a moment: waits until it stays. */
async function untilTitled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let calm = 0; calm < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      calm = document.title === '' ? 0 : calm + 1;
    }
  });
}
