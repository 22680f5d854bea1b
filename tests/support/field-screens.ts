import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PriceMap } from '@/lib/live/board';
import { enter, install, newPhone, registerField, sendDrafts, show, typePrice } from './field';
import { decideByProgram } from './review-desk';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly locale: 'id' | 'en';
}

/** Long enough for the small chart and the server's answers. */
const SETTLE_MS = 2_000;

/** A market of the simulated country with prices, so that the chart has a line. */
export async function busyMarket(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/public/map?commodity=beras-medium`);
  const { markets } = (await answer.json()) as PriceMap;
  return markets.find((m) => m.price !== null && m.market_id !== 'PASAR-001')?.market_id ?? 'PASAR-001';
}

export async function lastPrice(url: string, market: string, commodity: string): Promise<number> {
  const answer = await fetch(
    `${url}/api/public/commodity/price/live?market_id=${market}&commodity=${commodity}`,
  );
  const { prices } = (await answer.json()) as { prices: { price: number }[] };
  return prices[0]?.price ?? 13_500;
}

/** Pictures of the phone app from the first visit to the receipt, as one enumerator sees it. */
export async function takeFieldPictures(
  browser: Browser,
  url: string,
  adminToken: string,
  look: Look,
  folder: string,
): Promise<readonly string[]> {
  const market = await busyMarket(url);
  const device = await registerField(url, adminToken, market);
  const phone = await newPhone(browser, url, look);
  const { page } = phone;
  const files: string[] = [];
  const shoot = async (name: string) => {
    await page.waitForTimeout(SETTLE_MS);
    const path = join(folder, `field-${name}-phone-${look.theme}-${look.locale}.png`);
    await page.screenshot({ path });
    files.push(path);
  };
  await page.goto(`${url}/field`);
  await page.locator('#field-code').waitFor();
  await shoot('install');
  await install(phone, device.enrolmentUrl);
  const rice = await lastPrice(url, market, 'beras-medium');
  await enter(page, 'beras-medium', rice);
  await enter(page, 'gula-konsumsi', await lastPrice(url, market, 'gula-konsumsi'));
  await enter(page, 'bawang-merah', 10 * (await lastPrice(url, market, 'bawang-merah')));
  await enter(page, 'bawang-putih', 10 * (await lastPrice(url, market, 'bawang-putih')));
  await shootView(page, 'review', shoot);
  await sendDrafts(page);
  await shoot('outbox');
  await shootView(page, 'settings', shoot);
  await shootView(page, '', shoot, 'home');
  await typePrice(page, 'beras-medium', Math.round(rice * 1.6));
  await shoot('entry');
  await shootDecisions(page, url, adminToken, shoot);
  await phone.context.close();
  return files;
}

async function shootView(page: Page, view: string, shoot: (name: string) => Promise<void>, name = view) {
  await show(page, view);
  await shoot(name);
}

/** One of two held prices is rejected and may be appealed against, about the other one a reviewer asks. */
async function shootDecisions(
  page: Page,
  url: string,
  adminToken: string,
  shoot: (name: string) => Promise<void>,
): Promise<void> {
  await show(page, 'outbox');
  const seals = page.locator('.field-card-attention a[href^="/verify?i="]');
  await seals.nth(1).waitFor();
  const held = (await seals.all()).map(async (one) =>
    Number((await one.getAttribute('href'))?.split('=')[1]),
  );
  const [rejected = -1, asked = -1] = await Promise.all(held);
  await decideByProgram(url, adminToken, rejected, { decision: 'reject', reason: 'typing_error' });
  const question = 'Apakah ini harga satu kilogram?';
  await decideByProgram(url, adminToken, asked, {
    decision: 'ask_again',
    reason: 'recheck_unit',
    note: question,
  });
  await page.reload();
  await show(page, '');
  await page.getByText(question).waitFor();
  await shoot('asked');
  await show(page, 'decisions');
  await page.locator('.field-decision-reject').waitFor();
  await shoot('decisions');
  await page.locator('.field-decision-reject button').click();
  await page.locator('.field-form').scrollIntoViewIfNeeded();
  await shoot('appeal');
}
