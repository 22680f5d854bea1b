import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { OWN_PHONE, PAGES, PORTAL_PAGES, pathAt } from '../support/pages';
import { signedInPerson } from '../support/people';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';

/** Would run as markup, in an attribute, in a script or in a template, wherever a text is not taken as one. */
const HOSTILE = `"'><img src=x onerror="window.hit=1"><svg onload="window.hit=1"></script><script>window.hit=1</script>{{7*7}}`;

const ready = await hasBrowser();

describe.skipIf(!ready)('names that are written to be run', () => {
  let browser: Browser;
  let database: TestDatabase;
  let server: TestServer;
  let cookie: string;
  let deviceId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    const pool = createPool(database.url, 1, () => undefined);
    const db = createPrisma(pool);
    const { token } = await createApiToken(db, { role: 'admin', name: HOSTILE, expiresAt: null });
    const post = (path: string, body: object) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await pool.query(`UPDATE market SET name = $1, city = $1`, [HOSTILE]);
    await pool.query(`UPDATE commodity SET name_id = 'Bawang ' || $1, name_en = 'Shallot ' || $1`, [HOSTILE]);
    await pool.query(
      `INSERT INTO market_event (id, kind, begins, source, text_id, entered_by, entered_at, region_id)
       VALUES (gen_random_uuid(), 'flood', current_date, $1, $1, $1, now(), 31)`,
      [HOSTILE],
    );
    await db.$disconnect();
    await pool.end();
    await server.stop();
    server = await startTestServer({ databaseUrl: database.url });
    const device = await registerTestDevice(server.url, token);
    deviceId = device.deviceId;
    const reading = device.reading({ prices: { 'bawang-merah': 40_000 } });
    expect((await device.post(reading)).status).toBe(202);
    expect(
      (await post('/api/alerts/trigger', { level: 'critical', message: HOSTILE, source: HOSTILE })).status,
    ).toBe(201);
    ({ cookie } = await signedInPerson(server.url, database.url, { name: HOSTILE }));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  it.each([...PAGES, ...PORTAL_PAGES])('are shown as they are written by $name', async ({ path }) => {
    const { page, complaints, close } = await openPage(browser, server.url, {
      path: (await pathAt(server.url, path)).replace(OWN_PHONE, deviceId),
      cookie,
    });
    await page.mouse.wheel(0, 4_000);
    // What a place of the map says of itself.
    const places = page.locator('.leaflet-marker-icon');
    if ((await places.count()) > 0) await places.first().click({ force: true });
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  it('stand on the pages that were looked at', async () => {
    for (const path of ['/', '/peringatan', '/portal/pasar', '/portal/peristiwa']) {
      const { page, close } = await openPage(browser, server.url, { path, cookie });
      await page.getByText('onerror=', { exact: false }).first().waitFor({ state: 'attached' });
      await close();
    }
  });
});
