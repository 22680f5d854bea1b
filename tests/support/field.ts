import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A phone as enumerators have them: narrow, touched, not tall. */
export const PHONE = { width: 360, height: 740 } as const;

export interface Registered {
  readonly deviceId: string;
  readonly token: string;
  readonly code: string;
  readonly enrolmentUrl: string;
}

/** Registers a device of its own through the public door, as an administrator would. */
export async function registerField(
  url: string,
  adminToken: string,
  marketId = 'PASAR-001',
  deviceId = `HP-${randomUUID().slice(0, 13)}`,
): Promise<Registered> {
  const response = await fetch(`${url}/api/auth/device/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ market_id: marketId, device_id: deviceId, role: 'enumerator' }),
  });
  if (response.status !== 201) throw new Error(`registration answered ${response.status}`);
  const body = (await response.json()) as Record<string, string>;
  return {
    deviceId,
    token: body.token ?? '',
    code: body.enrolment_code ?? '',
    enrolmentUrl: body.enrolment_url ?? '',
  };
}

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything that the browser complained about, without what a cut network makes it say. */
  readonly complaints: string[];
}

export interface PhoneOptions {
  readonly locale?: 'id' | 'en';
  readonly theme?: 'light' | 'dark' | 'system';
}

/** A fresh phone that has not seen the platform. */
export async function newPhone(browser: Browser, url: string, options: PhoneOptions = {}): Promise<Phone> {
  const { locale = 'id', theme = 'light' } = options;
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, acceptDownloads: true });
  await context.addCookies([
    { name: 'smp_locale', value: locale, url },
    { name: 'smp_theme', value: theme, url },
  ]);
  const page = await context.newPage();
  const complaints: string[] = [];
  watch(page, complaints);
  return { context, page, complaints };
}

export function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(text))
      complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}

/** Opens the enrolment address and taps the one button. Ends on the first page of the round. */
export async function install(phone: Phone, enrolmentUrl: string): Promise<void> {
  await phone.page.goto(enrolmentUrl);
  await phone.page.getByRole('button', { name: /^(Pasang perangkat ini|Install this device)$/ }).click();
  await phone.page.locator('.field-items .field-item').first().waitFor();
}

/** Waits until the service worker has the page: from now on it opens without a network. */
export async function untilOffline(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });
}

/** Presses the digits of a price on our own pad, in place of what stood there. */
export async function pressDigits(page: Page, price: number): Promise<void> {
  await page.locator('.field-pad').waitFor();
  const erase = page.locator('.field-key').last();
  while ((await page.locator('.field-figure .number').textContent()) !== '0') await erase.click();
  for (const digit of String(price)) {
    await page.locator('.field-pad').getByRole('button', { name: digit, exact: true }).click();
  }
}

/**
 * Goes to a view by its address, once the app is drawn: while the page comes alive the router puts the address
 * back to what it was when it started.
 */
export async function show(page: Page, view: string): Promise<void> {
  await page.locator('.field-counts').waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/${view}`);
}

/** Goes to one item and types its price, without keeping it. */
export async function typePrice(page: Page, commodity: string, price: number): Promise<void> {
  await show(page, `entry/${commodity}`);
  await page.locator(`.field-entry[data-item="${commodity}"]`).waitFor();
  await pressDigits(page, price);
}

/** Types one price and keeps it. */
export async function enter(page: Page, commodity: string, price: number): Promise<void> {
  await typePrice(page, commodity, price);
  await page.getByRole('button', { name: /^(Simpan|Save)$/ }).click();
  await page.waitForFunction((hash) => window.location.hash !== hash, `#/entry/${commodity}`);
}

/** From the drafts to the queue. */
export async function sendDrafts(page: Page): Promise<void> {
  await show(page, 'review');
  await page.getByRole('button', { name: /^(Kirim|Send) \d+/ }).click();
  await page.locator('.field-card').first().waitFor();
}

/** What the counts at the top say. */
export async function counts(page: Page): Promise<Record<string, number>> {
  const entries = await Promise.all(
    ['draft', 'waiting', 'attention', 'sent'].map(async (state) => [
      state,
      Number(await page.locator(`.field-count-${state} b`).textContent()),
    ]),
  );
  return Object.fromEntries(entries) as Record<string, number>;
}
