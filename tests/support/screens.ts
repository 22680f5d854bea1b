import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { launchBrowser, openPage } from './browser';
import { takeDeskPictures } from './desk-screens';
import { takeFieldPictures } from './field-screens';
import { takeJourneyPictures } from './journey-screens';
import { OWN_PHONE, PAGES, PORTAL_PAGES, pathAt } from './pages';
import { signedInPerson } from './people';
import { startTestServer } from './server';

/*
 * `npm run screens` writes pictures of every open page and of the portal of the simulated country to docs/screens/: a desktop
 * in light Indonesian and a phone in dark English. `npm run screens -- --all` writes every combination;
 * `--url http://…` takes the open ones from a server that already runs. The portal and the phone app, which want a
 * session or device of their own, are taken of the simulated country only.
 */

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/screens');

const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 360, height: 740 },
} as const;

interface Look {
  readonly size: keyof typeof SIZES;
  readonly theme: 'light' | 'dark';
  readonly locale: 'id' | 'en';
}

const USUAL: readonly Look[] = [
  { size: 'desktop', theme: 'light', locale: 'id' },
  { size: 'phone', theme: 'dark', locale: 'en' },
];

const ALL: readonly Look[] = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['id', 'en'] as const).map((locale) => ({ size, theme, locale })),
  ),
);

/** Long enough for the land of the map, the chart and a few live prices to be drawn. */
const SETTLE_MS = 4_000;

/** @param cookie of an administrator's session, for the pages of the portal; without one they are left out */
async function takePictures(url: string, looks: readonly Look[], cookie?: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  for (const { name, path } of PAGES) {
    for (const look of looks) await takePicture(browser, url, name, await pathAt(url, path), look);
  }
  if (cookie !== undefined) {
    for (const { name, path } of PORTAL_PAGES)
      for (const look of looks) await takePicture(browser, url, name, path, look, cookie);
  }
  await browser.close();
}

async function takePicture(
  browser: Browser,
  url: string,
  name: string,
  path: string,
  look: Look,
  cookie?: string,
): Promise<void> {
  const { size, theme, locale } = look;
  const { page, close } = await openPage(browser, url, {
    path,
    theme,
    locale,
    ...SIZES[size],
    ...(cookie === undefined ? {} : { cookie }),
  });
  await page.waitForTimeout(SETTLE_MS);
  const file = join(FOLDER, `${name}-${size}-${theme}-${locale}.png`);
  await page.screenshot({ path: file });
  await close();
  console.log(file);
}

async function takeStatePictures(url: string, databaseUrl: string, looks: readonly Look[]): Promise<void> {
  const pool = createPool(databaseUrl, 1, () => undefined);
  const db = createPrisma(pool);
  const { token } = await createApiToken(db, { role: 'admin', name: 'screens', expiresAt: null });
  await db.$disconnect();
  await pool.end();
  const browser = await launchBrowser();
  for (const look of new Map(looks.map((l) => [`${l.theme} ${l.locale}`, l])).values()) {
    for (const file of await takeFieldPictures(browser, url, token, look, FOLDER)) console.log(file);
  }
  const desk = { url, databaseUrl, adminToken: token, folder: FOLDER };
  const sized = looks.map((look) => ({ ...look, ...SIZES[look.size] }));
  for (const file of await takeDeskPictures(browser, desk, sized)) console.log(file);
  await browser.close();
}

/** Lets somebody hold a simulated phone whose prices look rounded, for the page of own reports. */
async function giveReports(databaseUrl: string, userId: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO device_holder (device_id, user_id, since) VALUES ($1, $2, now() - interval '1 day')`,
    [OWN_PHONE, userId],
  );
  await client.query(
    `INSERT INTO reporter_evidence (device_id, kind, since, last_day, strength, items, found_at)
     VALUES ($1, 'digit_heaping', current_date - 9, current_date, 1, '{}', now())`,
    [OWN_PHONE],
  );
  await client.end();
}

async function main(): Promise<void> {
  const given = process.argv.indexOf('--url');
  const looks = process.argv.includes('--all') ? ALL : USUAL;
  const url = given === -1 ? undefined : process.argv[given + 1];
  if (url !== undefined) return takePictures(url, looks);
  const dataDir = await mkdtemp(join(tmpdir(), 'smp-screens-'));
  const server = await startTestServer({ env: { SMP_DEMO: '1' }, dataDir });
  try {
    const { url, databaseUrl } = server;
    const { id, cookie } = await signedInPerson(url, databaseUrl, { name: 'Ibu Sari Wulandari' });
    await giveReports(databaseUrl, id);
    await takePictures(url, looks, cookie);
    await takeStatePictures(url, databaseUrl, looks);
    const journey = { url, databaseUrl, folder: FOLDER, scratch: dataDir };
    for (const file of await takeJourneyPictures(journey)) console.log(file);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();
