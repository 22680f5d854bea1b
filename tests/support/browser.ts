import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

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

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error('no Chromium on this machine');
  return chromium.launch({ executablePath, args: FLAGS });
}
