import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { signedInPerson } from '../support/people';

const url = inject('serverUrl');
const ready = await hasBrowser();
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Look {
  readonly width: number;
  readonly locale: 'id' | 'en';
  readonly theme: 'light' | 'dark';
}

describe.skipIf(!ready)('the administrator’s device pages', () => {
  let browser: Browser;
  let cookie: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    cookie = (await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'admin' })).cookie;
  });
  afterAll(() => browser?.close());

  async function open(
    path: string,
    look: Look,
  ): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: look.width, height: 900 } });
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
    await context.addCookies([
      { name, value, url },
      { name: 'smp_locale', value: look.locale, url },
      { name: 'smp_theme', value: look.theme, url },
    ]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (m) => void (m.type() === 'error' && complaints.push(m.text())));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url + path, { waitUntil: 'load' });
    return { page, context, complaints };
  }

  async function faults(page: Page): Promise<readonly string[]> {
    await page.evaluate(await axe);
    return page.evaluate(async () => {
      const { axe: run } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await run.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
    });
  }

  const shot = async (page: Page, name: string) => {
    const folder = process.env.SMP_SHOTS;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  it('register a device, show its QR, list it, and suspend it after a question', async () => {
    const { page, context, complaints } = await open('/portal/perangkat/baru', {
      width: 1280,
      locale: 'id',
      theme: 'light',
    });
    const device = `DEV-E2E-${Date.now()}`;
    await page.getByLabel('ID perangkat').fill(device);
    await page.getByLabel('Pasar').selectOption('PASAR-001');
    await page.getByRole('button', { name: 'Daftarkan', exact: true }).click();
    await page.getByRole('img', { name: `Kode QR untuk ${device}` }).waitFor();
    const code = (await page.locator('.sheet-code').textContent()) ?? '';
    await shot(page, 'register-one');
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'print-one');
    expect(await page.locator('.register').isVisible()).toBe(false);
    expect(await page.locator('.sheet').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('link', { name: 'Perangkat', exact: true }).first().click();
    await page.waitForURL('**/portal/perangkat');
    const row = page.locator('.device-row', { hasText: device });
    await row.getByText('Menunggu').waitFor();
    const issued = await fetch(`${url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(issued.status).toBe(200);
    await page.reload();
    await row.getByText('Aktif').waitFor();
    await row.getByRole('checkbox').check();
    // By keyboard: a pointer that is tried again would meet the button of the question as well.
    await page.getByRole('button', { name: 'Tangguhkan' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Tangguhkan 1 perangkat?').waitFor();
    await shot(page, 'confirm');
    await dialog.getByLabel('Alasan').fill('hilang');
    await dialog.getByRole('button', { name: 'Tangguhkan' }).click();
    await row.getByText('Ditangguhkan').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('print one card for each of a list, and say of each other row what is wrong', async () => {
    const { page, context } = await open('/portal/perangkat/baru', {
      width: 1280,
      locale: 'en',
      theme: 'light',
    });
    const name = Date.now();
    const rows = Array.from({ length: 7 }, (_, i) => `PASAR-001,DEV-L${i}-${name}`);
    await page
      .getByLabel('Or paste it here')
      .fill(`market_id,device_id\n${rows.join('\n')}\nPASAR-999,DEV-X\n`);
    await page.getByRole('button', { name: 'Register all' }).click();
    await page.getByText('7 done, 1 refused').waitFor();
    expect(await page.locator('.sheet').count()).toBe(7);
    await page.getByText('There is no market "PASAR-999"').waitFor();
    await shot(page, 'register-many');
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'print-many');
    await context.close();
  });

  it.each<Look>([
    { width: 360, locale: 'id', theme: 'light' },
    { width: 360, locale: 'en', theme: 'dark' },
    { width: 1280, locale: 'en', theme: 'light' },
    { width: 1280, locale: 'id', theme: 'dark' },
  ])('are read by anybody at %j', async (look) => {
    for (const path of ['/portal/perangkat', '/portal/perangkat/baru']) {
      const { page, context, complaints } = await open(path, look);
      await page.locator('main#content').waitFor();
      await shot(page, `${path.split('/').at(-1)}-${look.width}-${look.locale}-${look.theme}`);
      expect(await faults(page)).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
