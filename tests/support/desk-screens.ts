import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser';
import { busyMarket, lastPrice } from './field-screens';
import { signedInPerson } from './people';
import { decideByProgram, holdPrice } from './review-desk';

interface Desk {
  readonly url: string;
  readonly databaseUrl: string;
  readonly adminToken: string;
  readonly folder: string;
}

interface Look {
  readonly size: string;
  readonly theme: 'light' | 'dark';
  readonly locale: 'id' | 'en';
  readonly width: number;
  readonly height: number;
}

const GOODS = 'bawang-merah';
/** Long enough for chart and map. */
const SETTLE_MS = 2_500;

/** Pictures of the desk with a decision that would take two people, and with a proposal that is about to be declined. */
export async function takeDeskPictures(
  browser: Browser,
  desk: Desk,
  looks: readonly Look[],
): Promise<readonly string[]> {
  const { url, databaseUrl, adminToken } = desk;
  const market = await busyMarket(url);
  const tenfold = 10 * (await lastPrice(url, market, GOODS));
  const { id } = await holdPrice(url, adminToken, { [GOODS]: tenfold }, market);
  const { cookie } = await signedInPerson(url, databaseUrl, { name: 'Pak Wayan', role: 'validator' });
  const files: string[] = [];
  const shoot = async (look: Look, name: string, key: string, ready: (page: Page) => Promise<void>) => {
    const { size, theme, locale, width, height } = look;
    const path = `/portal/tinjau#${id}`;
    const { page, close } = await openPage(browser, url, { path, cookie, theme, locale, width, height });
    await page.locator('.events').waitFor();
    await page.keyboard.press(key);
    await ready(page);
    await page.waitForTimeout(SETTLE_MS);
    await page.locator('.decision-form').evaluate((form) => form.scrollIntoView({ block: 'center' }));
    const file = join(desk.folder, `portal-review-${name}-${size}-${theme}-${locale}.png`);
    await page.screenshot({ path: file });
    files.push(file);
    await close();
  };
  for (const look of looks)
    await shoot(look, 'two-people', 'a', (page) => page.locator('.two-people:not(:empty)').waitFor());
  await decideByProgram(url, adminToken, id, { decision: 'accept', reason: 'seen_at_market' });
  for (const look of looks)
    await shoot(look, 'decline', 'd', (page) => page.locator('.decision-form').waitFor());
  return files;
}
