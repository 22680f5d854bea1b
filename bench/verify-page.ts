import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '@/tests/support/browser';
import { startTestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { readingText } from './support/ingest-requests';
import { report } from './support/report';
import { spread, written } from './support/stats';

const VISITS = Number(process.env.BENCH_ROUNDS ?? 40);
const READINGS = 340;
const PRICES = 3;

/**
 * How long the page `/verify` takes to check, in a browser without network: a receipt right after the page was
 * opened, which is the slow case, and a range of a thousand entries with the longest wait of the page meanwhile and
 * while one row after the other is asked for.
 */
export async function run(): Promise<void> {
  const server = await startTestServer();
  const [device] = await registerDevices(server, 1);
  if (device === undefined) throw new Error('no device');
  const readings = Array.from({ length: READINGS }, (_, n) => JSON.parse(readingText(device, n)) as unknown);
  for (let n = 0; n < READINGS; n += 100) {
    const answer = await device.post({ readings: readings.slice(n, n + 100) });
    if (answer.status !== 202) throw new Error(`readings were answered ${answer.status}`);
  }
  const ask = async (path: string) => (await fetch(`${server.url}/ledger/${path}`)).text();
  // Both under one checkpoint: without network, a page that knows a later one is shown no proof of growth.
  while (Number((await ask('checkpoint')).split('\n')[1]) < READINGS * PRICES) await sleep(200);
  const folder = await mkdtemp(join(tmpdir(), 'bench verify '));
  const receipt = join(folder, 'receipt.txt');
  const range = join(folder, 'range.txt');
  await writeFile(receipt, await ask('proof/900'));
  await writeFile(range, await ask('export?from=0&to=1000'));
  const browser = await launchBrowser();
  const { page, close } = await openPage(browser, server.url, { path: '/verify' });
  await keptForOffline(page);
  await page.context().setOffline(true);
  const single: number[] = [];
  const whole: number[] = [];
  const idle: number[] = [];
  const pauses: number[] = [];
  const rowPauses: number[] = [];
  for (let n = 0; n < VISITS; n++) {
    await page.goto(`${server.url}/verify`);
    single.push(await checked(page, receipt));
  }
  for (let n = 0; n < 5; n++) {
    await page.goto(`${server.url}/verify`);
    // What a page that opens is busy with is not what is asked for.
    await sleep(1_000);
    await watchPauses(page);
    await sleep(1_000);
    idle.push(await longestPause(page));
    await watchPauses(page);
    whole.push(await checked(page, range));
    pauses.push(await longestPause(page));
    await watchPauses(page);
    rowPauses.push(await drawAll(page));
  }
  await close();
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
  single.sort((a, b) => a - b);
  const p99 = single[Math.min(single.length - 1, Math.floor(single.length * 0.99))] ?? Number.NaN;
  await report('verify-page', [
    { what: 'a receipt without network, ms', figure: written(spread(single), 1), target: '< 50' },
    { what: `p99 of ${VISITS} visits, ms`, figure: p99.toFixed(1), target: '< 50' },
    { what: 'a range of 1,000 entries, ms', figure: written(spread(whole), 0), target: '' },
    {
      what: 'longest pause in a second when the page does nothing, ms',
      figure: written(spread(idle), 0),
      target: '',
    },
    { what: 'longest pause of the page meanwhile, ms', figure: written(spread(pauses), 0), target: '< 50' },
    {
      what: 'longest pause while the rest of its rows is asked for, ms',
      figure: written(spread(rowPauses), 0),
      target: '< 50',
    },
  ]);
}

/** Asked from here: `waitForFunction` takes the promise of an answer for an answer. */
async function keptForOffline(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const files = (await (await caches.open('smp-verify-1')).keys()).filter(({ url }) =>
        url.includes('/_next/'),
      );
      return files.length > 5 && navigator.serviceWorker.controller?.state === 'activated';
    });
  while (!(await kept())) await sleep(100);
}

/**
 * @param path of the file that is handed in; its bytes would be unpacked inside the page, which takes longer than the check
 * @returns what the page says that its check took, ms
 */
async function checked(page: Page, path: string): Promise<number> {
  await page.locator('input[type=file]').setInputFiles(path);
  await page.locator('.verdict-ok').waitFor();
  return Number(await page.locator('[data-took]').getAttribute('data-took'));
}

/** Asks for more rows until all are there. @returns the longest pause meanwhile, ms */
async function drawAll(page: Page): Promise<number> {
  const more = page.locator('.verify-range button');
  while ((await more.count()) > 0) await more.click();
  return longestPause(page);
}

const longestPause = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { longest: number }).longest);

/** As a text, which nothing on the way here adds names to that the browser does not know. */
const WATCH = `(() => {
  window.longest = 0;
  const mine = (window.watching = {});
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    window.longest = Math.max(window.longest, now - last);
    last = now;
    if (window.watching === mine) requestAnimationFrame(frame);
  });
})()`;

/** Counts frames from now on: what keeps one from being drawn keeps people waiting. */
async function watchPauses(page: Page): Promise<void> {
  await page.evaluate(WATCH);
}
