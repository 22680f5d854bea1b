import type { Browser } from 'playwright-core';
import { launchBrowser } from '@/tests/support/browser';
import type { TestDevice } from '@/tests/support/device';
import { startTestServer } from '@/tests/support/server';
import { registerDevices } from './support/devices';
import { fillOutbox } from './support/fill-outbox';
import { report } from './support/report';
import { LINES, SCREEN, type SlowPhone, shows, slowPhone } from './support/slow-phone';
import { spread, written } from './support/stats';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** How many times slower than this machine the phone is. */
const SLOWER = Number(process.env.BENCH_SLOWER ?? 6);
const ENTRIES = 200;
const DIGITS = '13579246801357924680';

const LIST = shows('.field-items .field-item');
const INSTALL = shows('.field-install .field-main');

const FIGURES = {
  'first visit on 3G to the first screen, ms': '<= 10,000',
  'longest task meanwhile, ms': '',
  'bytes of this visit, kB': '',
  'first visit on slow 4G to the first screen, ms': '<= 5,000',
  'from "install" to the list on slow 4G, ms': '',
  'second visit on 3G to the list, ms': '<= 3,000',
  'second visit without a network, ms': '<= 3,000',
  'second visit with 200 unsent, without a network, ms': '<= 3,000',
  'from a key to the digit, ms (all keys)': '<= 100',
  'from "save" to the next item, ms': '<= 300',
  'from "send" to the card in the outbox, ms': '<= 500',
  'opening the outbox with 200 unsent, ms': '<= 500',
  'longest task meanwhile with 200 unsent, ms': '',
  'sending 200 on slow 4G, s': '',
  'longest task while 200 are sent, ms': '',
} as const;
type Figure = keyof typeof FIGURES;

/**
 * The phone app on a slow phone: 360 x 640, a processor slowed down by Chromium, the lines that its tools call 3G and
 * slow 4G. Every time is from a touch, or the start of a visit, to the paint that a person sees.
 */
export async function run(): Promise<void> {
  const server = await startTestServer();
  const found = new Map<Figure, number[]>();
  const note = (figure: Figure, value: number) => {
    found.set(figure, [...(found.get(figure) ?? []), value]);
  };
  const devices = await registerDevices(server, ROUNDS);
  const browser = await launchBrowser();
  try {
    for (const device of devices) await round(browser, server.url, device, note);
  } finally {
    await browser.close();
    await server.stop();
  }
  const keys = (found.get('from a key to the digit, ms (all keys)') ?? []).sort((a, b) => a - b);
  const p99 = keys[Math.min(keys.length - 1, Math.floor(keys.length * 0.99))] ?? Number.NaN;
  await report('phone', [
    ...Object.entries(FIGURES).map(([what, target]) => {
      const values = found.get(what as Figure) ?? [];
      return { what, figure: written(spread(values), what.endsWith(' s') ? 1 : 0), target };
    }),
    { what: `the same, p99 of ${keys.length} keys`, figure: p99.toFixed(0), target: '<= 100' },
    { what: 'processor slowed down, times', figure: String(SLOWER), target: '' },
  ]);
}

type Note = (figure: Figure, value: number) => void;

async function round(browser: Browser, url: string, device: TestDevice, note: Note): Promise<void> {
  const enrol = `${url}/field#enrol=${device.enrolmentCode}`;
  const fresh = () => browser.newContext({ hasTouch: true, isMobile: true, viewport: SCREEN });
  const stranger = await fresh();
  const other = await slowPhone(stranger, SLOWER);
  await other.onLine(LINES['3G']);
  note('first visit on 3G to the first screen, ms', await other.visit(enrol, INSTALL));
  note('longest task meanwhile, ms', await other.longestTask());
  note('bytes of this visit, kB', other.fetched() / 1_000);
  await stranger.close();

  const context = await fresh();
  const phone = await slowPhone(context, SLOWER);
  await phone.onLine(LINES['slow 4G']);
  note('first visit on slow 4G to the first screen, ms', await phone.visit(enrol, INSTALL));
  note('from "install" to the list on slow 4G, ms', await phone.tap('.field-install .field-main', LIST));
  await keptForOffline(phone);
  await phone.onLine(LINES['3G']);
  note('second visit on 3G to the list, ms', await phone.visit(`${url}/field`, LIST));
  await context.setOffline(true);
  note('second visit without a network, ms', await phone.visit(`${url}/field`, LIST));
  await workWithoutNetwork(phone, url, note);
  await context.setOffline(false);
  await phone.onLine(LINES['slow 4G']);
  await phone.longestTask();
  const startedAt = performance.now();
  await phone.page.evaluate("dispatchEvent(new Event('online'))");
  await phone.page.waitForFunction(
    () => document.querySelector('.field-count-waiting b')?.textContent === '0',
    undefined,
    { timeout: 120_000 },
  );
  note('sending 200 on slow 4G, s', (performance.now() - startedAt) / 1_000);
  note('longest task while 200 are sent, ms', await phone.longestTask());
  await context.close();
}

async function workWithoutNetwork(phone: SlowPhone, url: string, note: Note): Promise<void> {
  await phone.tap('.field-main', shows('.field-pad'));
  const first = await phone.page.locator('.field-entry').getAttribute('data-item');
  for (const digit of '13500') await press(phone, digit);
  note('from "save" to the next item, ms', await phone.tap('.field-main', nextItem(first)));
  await phone.page.evaluate("location.hash = '#/review'");
  await phone.page.locator('.field-review').waitFor();
  note(
    'from "send" to the card in the outbox, ms',
    await phone.tap('.field-foot .field-main', shows('.field-card')),
  );
  await fillOutbox(phone.page, ENTRIES);
  note('second visit with 200 unsent, without a network, ms', await phone.visit(`${url}/field`, LIST));
  await phone.tap('.field-main', shows('.field-pad'));
  for (const digit of DIGITS) {
    note('from a key to the digit, ms (all keys)', await press(phone, digit));
    if ((await shown(phone)).length >= 6) await clear(phone);
  }
  await phone.longestTask();
  note('opening the outbox with 200 unsent, ms', await phone.tap('.field-counts', shows('.field-card', 5)));
  await phone.page.waitForTimeout(1_000);
  note('longest task meanwhile with 200 unsent, ms', await phone.longestTask());
}

const shown = async ({ page }: SlowPhone) =>
  ((await page.locator('.field-figure .number').textContent()) ?? '').replace(/\D/g, '');

async function press(phone: SlowPhone, digit: string): Promise<number> {
  const before = await phone.page.locator('.field-figure .number').textContent();
  const place = '123456789'.includes(digit) ? Number(digit) : 11;
  return phone.tap(
    `.field-key:nth-of-type(${place})`,
    `() => document.querySelector('.field-figure .number')?.textContent !== ${JSON.stringify(before)}`,
  );
}

async function clear(phone: SlowPhone): Promise<void> {
  await phone.page.keyboard.press('Delete');
  await phone.page.waitForFunction(
    () => document.querySelector('.field-figure .number')?.textContent === '0',
  );
}

const nextItem = (before: string | null) =>
  `() => { const entry = document.querySelector('.field-entry'); return entry !== null && entry.dataset.item !== ${JSON.stringify(before)}; }`;

/** Asked from here: `waitForFunction` takes the promise of an answer for an answer. */
async function keptForOffline({ page }: SlowPhone): Promise<void> {
  const kept = () =>
    page.evaluate<boolean>(`(async () => {
      const [name] = (await caches.keys()).filter((key) => key.startsWith('smp-field-'));
      if (name === undefined || navigator.serviceWorker.controller === null) return false;
      return (await (await caches.open(name)).match('/field')) !== undefined;
    })()`);
  while (!(await kept())) await page.waitForTimeout(200);
}
