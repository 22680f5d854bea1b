import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A rule that is broken, and by what. */
interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/**
 * Holds a page to the rules of WCAG 2.2 AA that a program can check, and to the width of its screen.
 *
 * @param where what the page is called in a complaint
 * @param exempt whether the rules themselves let this pass
 */
export async function expectSound(
  page: Page,
  where = new URL(page.url()).pathname,
  exempt: (finding: Finding) => boolean = () => false,
): Promise<void> {
  await untilTitled(page);
  const found = (await page.evaluate(`${readFileSync(AXE, 'utf8')};
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) })))`)) as Finding[];
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const findings = found.filter((finding) => !exempt(finding));
  expect({ where, findings, spills: spill > 0 }).toEqual({ where, findings: [], spills: false });
}

/**
 * While a page is replaced by a newer one, as after a form was sent or an alert changed, its title is away for a
 * moment: waits until it stays.
 */
async function untilTitled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let calm = 0; calm < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      calm = document.title === '' ? 0 : calm + 1;
    }
  });
}

/** WCAG 2.5.8 exempts pins, whose place is the information; the table beside the map holds the same. */
export function isMapPin({ id, nodes }: Finding): boolean {
  return id === 'target-size' && nodes.every((html) => html.includes('leaflet-marker-icon'));
}
