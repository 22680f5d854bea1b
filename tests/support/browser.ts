import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium of the machine, else the one inside the `@sparticuz/chromium` package; `null` without either. */
export async function findBrowser(): Promise<string | null> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const own = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (own !== undefined) return own;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch {
    return null;
  }
}

/**
 * Whether browser tests can run here. A machine without a browser skips them and says so; in CI that
 * is a failure, since nobody would notice.
 *
 * @throws Error in CI without a browser
 */
export async function hasBrowser(): Promise<boolean> {
  if ((await findBrowser()) !== null) return true;
  const message = 'no Chromium: browser tests need /usr/bin/chromium or the package @sparticuz/chromium';
  if (process.env.CI === 'true') throw new Error(message);
  console.log(`${message}; they are skipped`);
  return false;
}

/** @param more flags of the browser, e.g. for a camera that shows a file */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error('no Chromium on this machine');
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

export interface PageOptions {
  readonly path?: string;
  readonly locale?: 'id' | 'en';
  readonly theme?: 'light' | 'dark' | 'system';
  readonly width?: number;
  readonly height?: number;
  /** Of a session, as `name=value`; left out, it is a visitor. */
  readonly cookie?: string;
}

export interface OpenPage {
  readonly page: Page;
  /** Everything that the browser complained about, e.g. a broken security policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens a page in a browser of its own, as a visitor or with a session, once it is drawn. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenPage> {
  const { path = '/', locale = 'id', theme = 'light', width = 1440, height = 900, cookie } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  await context.addCookies([
    { name: 'smp_locale', value: locale, url },
    { name: 'smp_theme', value: theme, url },
    ...(cookie === undefined ? [] : [{ ...sessionOf(cookie), url }]),
  ]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url + path, { waitUntil: 'load' });
  await page.locator('main#content:not([aria-busy])').waitFor();
  return { page, complaints, close: () => context.close() };
}

function sessionOf(cookie: string): { readonly name: string; readonly value: string } {
  const [name = '', ...value] = cookie.split('=');
  return { name, value: value.join('=') };
}
