import type { Page } from 'playwright-core';

/** A picture of the whole page in the folder that `SMP_SHOTS` names; none without. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SMP_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
