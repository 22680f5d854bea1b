import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice, type TestDevice } from '../support/device';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** A commodity that no other suite reports, so that its figures are this suite's own. */
const CODE = 'cabai-rawit-merah';
const CARD = `.card:has(a[href="/komoditas/${CODE}"])`;

describe.skipIf(!ready)('the open board', () => {
  let browser: Browser;
  let device: TestDevice;
  let clock = Date.now() - 600_000;

  /** Each report is a second younger than the one before: one device's stream in order. */
  const report = async (price: number) => {
    clock += 1_000;
    const body = device.reading({ timestamp: new Date(clock).toISOString(), prices: { [CODE]: price } });
    const answer = await device.post(body);
    expect(answer.status).toBe(202);
    return (await answer.json()) as { prices: { lane: string; ledger_index: number }[] };
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    device = await registerTestDevice(url, inject('adminToken'));
    await report(60_000);
  });
  afterAll(() => browser?.close());

  const live = (page: Page) => page.locator('.live-live').waitFor();

  /** The line is drawn by scripts alone: once it is there, its buttons and keys listen. */
  const drawn = (page: Page) => page.locator('.chart-box canvas').waitFor();

  it('shows a new price on its card without a reload', async () => {
    const { page, complaints, close } = await openPage(browser, url);
    await live(page);
    await page.evaluate(() => {
      document.body.dataset.mark = 'same page';
    });
    await report(61_000);
    await page.locator(CARD, { hasText: 'Rp\u00a061.000' }).waitFor();
    expect(await page.evaluate(() => document.body.dataset.mark)).toBe('same page');
    expect(complaints).toEqual([]);
    await close();
  });

  it('never lets a held price into the figure, and says that one is held', async () => {
    const { page, close } = await openPage(browser, url, { path: `/komoditas/${CODE}` });
    await live(page);
    const before = await page.locator('.commodity-price .number').textContent();
    const { prices } = await report(610_000);
    expect(prices[0]?.lane).toBe('quarantined');
    await page.locator('.feed-row.lane-quarantined', { hasText: 'Rp\u00a0610.000' }).waitFor();
    expect(await page.locator('.commodity-price .number').textContent()).toBe(before);
    await close();
  });

  it('says that it is cut off, and catches up with everything it missed once it is back', async () => {
    const context = await openPage(browser, url, { path: '/metode' });
    const { page } = context;
    let cut = false;
    let socket: WebSocketRoute | null = null;
    await page.routeWebSocket(/socket\.io/, (route) => {
      if (cut) return void route.close();
      socket = route;
      route.connectToServer();
    });
    await page.route(/socket\.io|\/api\/public/, (route) => (cut ? route.abort() : route.continue()));
    await page.goto(`${url}/komoditas/${CODE}`);
    await live(page);
    cut = true;
    await (socket as WebSocketRoute | null)?.close();
    await page.locator('.live-offline').waitFor();
    await page.locator('.link-notice').waitFor();
    const missed = [];
    for (const price of [60_900, 60_800, 60_700]) missed.push((await report(price)).prices[0]?.ledger_index);
    cut = false;
    await live(page);
    for (const seq of missed) {
      await page.locator('.feed-row', { hasText: `catatan ${seq}` }).waitFor();
      expect(await page.locator('.feed-row', { hasText: `catatan ${seq}` }).count()).toBe(1);
    }
    await page.locator('.commodity-price', { hasText: 'Rp\u00a060.700' }).waitFor();
    await context.close();
  });

  it('keeps the chosen language and colours for the next visit', async () => {
    const { page, close } = await openPage(browser, url);
    await page.getByRole('button', { name: /English/ }).click();
    await page.locator('html[lang="en"]').waitFor();
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('button', { name: 'Dark', pressed: true }).waitFor();
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('heading', { name: 'A closer look' }).waitFor();
    await close();
  });

  it('finds a commodity from the keyboard', async () => {
    const { page, close } = await openPage(browser, url);
    await page.locator('input[aria-keyshortcuts="/"]').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('rawit merah');
    const cards = () => page.locator('.cards .card').count();
    await expect.poll(cards).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(cards).toBeGreaterThan(5);
    await close();
  });

  it('speaks each point of the line to the keyboard and holds the same in a table and a file', async () => {
    const { page, close } = await openPage(browser, url, { path: `/komoditas/${CODE}` });
    await drawn(page);
    const line = page.getByRole('slider');
    await line.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => line.getAttribute('aria-valuenow')).toBe('0');
    expect(await line.getAttribute('aria-valuetext')).toMatch(/Rp\u00a0\d/);
    await page.getByRole('button', { name: 'Tabel' }).click();
    const lines = page.locator('.panel table tbody').first();
    await page.getByRole('button', { name: 'Grafik' }).waitFor();
    const rows = await lines.locator('tr').count();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const stream = await file.createReadStream();
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text.trim().split('\r\n')).toHaveLength(rows + 1);
    expect(file.suggestedFilename()).toContain(CODE);
    await close();
  });

  it('leaves the keyboard where it stands while prices come in', async () => {
    const { page, close } = await openPage(browser, url, { path: `/komoditas/${CODE}` });
    await live(page);
    const first = (await report(60_100)).prices[0]?.ledger_index;
    const row = page.locator('.feed-row', { hasText: `catatan ${first}` });
    await row.getByRole('link').focus();
    // More than the list holds.
    for (let price = 60_110; price <= 60_200; price += 10) await report(price);
    await page.locator('.commodity-price', { hasText: 'Rp\u00a060.200' }).waitFor();
    expect(await row.getByRole('link').evaluate((link) => link === document.activeElement)).toBe(true);
    await row.getByRole('link').blur();
    await page.locator('.feed-row', { hasText: 'Rp\u00a060.200' }).waitFor();
    expect(await row.count()).toBe(0);
    await close();
  });

  it('names a place of the map by its newest price, without taking it from under the keyboard', async () => {
    const path = `/dashboard/map/?commodity=${CODE}&measure=level&layer=regions`;
    const { page, close } = await openPage(browser, url, { path });
    await live(page);
    const place = page.locator('.leaflet-marker-icon[title^="DKI Jakarta"]');
    await place.focus();
    await report(60_300);
    await page.locator('.leaflet-marker-icon[title="DKI Jakarta: Rp\u00a060.300"]').waitFor();
    expect(await place.evaluate((mark) => mark === document.activeElement)).toBe(true);
    await close();
  });

  it('keeps the popup of a market open while its price moves to another class', async () => {
    const path = `/dashboard/map/?commodity=${CODE}&measure=gap&layer=markets`;
    const { page, close } = await openPage(browser, url, { path });
    await live(page);
    const point = page.locator('path.market:not(.market-none)');
    await point.click({ force: true });
    const popup = page.locator('.popup');
    await popup.waitFor();
    const colour = await point.getAttribute('class');
    await report(58_500);
    await popup.filter({ hasText: 'Rp\u00a058.500' }).waitFor();
    expect(await point.getAttribute('class')).not.toBe(colour);
    await close();
  });

  it('keeps the line on the screen and says so when another range cannot be fetched', async () => {
    const { page, close } = await openPage(browser, url, { path: `/komoditas/${CODE}` });
    await drawn(page);
    await page.route(/price\/history/, (route) => route.abort());
    await page.getByRole('button', { name: '1 tahun' }).click();
    await page.getByRole('alert').filter({ hasText: 'tidak dapat diambil' }).waitFor();
    expect(await page.getByRole('button', { name: '90 hari', pressed: true }).count()).toBe(1);
    await page.unroute(/price\/history/);
    await page.getByRole('button', { name: '1 tahun' }).click();
    await page.getByRole('button', { name: '1 tahun', pressed: true }).waitFor();
    await close();
  });

  it('saves the line as a picture that carries its title', async () => {
    const { page, close } = await openPage(browser, url, { path: `/komoditas/${CODE}` });
    await drawn(page);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG' }).click(),
    ]);
    const head: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) head.push(chunk as Buffer);
    expect(Buffer.concat(head).subarray(1, 4).toString()).toBe('PNG');
    expect(file.suggestedFilename()).toMatch(/\.png$/);
    await close();
  });
});
