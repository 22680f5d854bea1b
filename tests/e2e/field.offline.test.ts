import type { Pool } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { provenanceFromNumber } from '@/lib/market/provenance';
import { createPool } from '@/lib/store/pool';
import { hasBrowser, launchBrowser } from '../support/browser';
import {
  counts,
  enter,
  install,
  newPhone,
  type Phone,
  pressDigits,
  registerField,
  sendDrafts,
  typePrice,
  untilOffline,
  watch,
} from '../support/field';

const url = inject('serverUrl');
const ready = await hasBrowser();
const DAY_MS = 86_400_000;

describe.skipIf(!ready)('the phone app at the market', () => {
  let browser: Browser;
  let pool: Pool;
  beforeAll(async () => {
    browser = await launchBrowser();
    pool = createPool(inject('serverDatabaseUrl'), 2, () => undefined);
  });
  afterAll(async () => {
    await browser?.close();
    await pool.end();
  });

  interface Stored {
    readonly price: number;
    readonly observed_at: Date;
    readonly reading: string;
  }

  /** Every price that the server holds of one device, oldest first. */
  async function stored(deviceId: string): Promise<readonly Stored[]> {
    const { rows } = await pool.query<Stored>(
      `SELECT o.price, o.observed_at, r.id::text AS reading FROM reading r JOIN observation o ON o.reading_id = r.id
       WHERE r.device_id = $1 ORDER BY o.id`,
      [deviceId],
    );
    return rows;
  }

  async function installed(phone: Phone) {
    const device = await registerField(url, inject('adminToken'));
    await install(phone, device.enrolmentUrl);
    await untilOffline(phone.page);
    return device;
  }

  const settled = (page: Phone['page'], sent: number) =>
    expect.poll(async () => (await counts(page)).sent, { timeout: 20_000 }).toBe(sent);

  /** Registers a phone, on which a price waits, under another name; that price is set aside, and nothing can be sent. */
  async function renamed(phone: Phone) {
    const old = await installed(phone);
    await phone.context.setOffline(true);
    await enter(phone.page, 'beras-medium', 13_500);
    await sendDrafts(phone.page);
    const other = await registerField(url, inject('adminToken'));
    await phone.page.goto('about:blank');
    await phone.page.goto(other.enrolmentUrl);
    // The queue must not leave under the old name either before the tap.
    await phone.context.route('**/ingest', (route) => route.abort());
    await phone.context.setOffline(false);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await expect.poll(async () => (await counts(phone.page)).attention, { timeout: 20_000 }).toBe(1);
    return { old, other };
  }

  it('opens without a network, keeps prices there, and sends each exactly once when it is back', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await phone.context.setOffline(true);
    await phone.page.reload();
    await phone.page.locator('.field-net-off').waitFor();
    expect(await phone.page.locator('.field-item').count()).toBeGreaterThan(10);
    await enter(phone.page, 'beras-medium', 13_500);
    await enter(phone.page, 'gula-konsumsi', 18_000);
    // Nothing that was typed hangs on the page staying open.
    await phone.page.reload();
    expect(await counts(phone.page)).toMatchObject({ draft: 2 });
    await sendDrafts(phone.page);
    await phone.page.getByRole('status').filter({ hasText: 'menunggu jaringan' }).waitFor();
    expect(await counts(phone.page)).toMatchObject({ draft: 0, waiting: 2, sent: 0 });
    expect(await stored(device.deviceId)).toEqual([]);

    await phone.context.setOffline(false);
    await settled(phone.page, 2);
    expect((await stored(device.deviceId)).map((s) => s.price)).toEqual([13_500, 18_000]);
    const receipt = phone.page.getByRole('link', { name: /buku besar #\d+/ }).first();
    const index = /#(\d+)/.exec((await receipt.textContent()) ?? '')?.[1];
    expect(await receipt.getAttribute('href')).toBe(`/verify?i=${index}`);
    const proof = await fetch(`${url}/ledger/proof/${index}`);
    expect(proof.status).toBe(200);
    expect(await proof.text()).toContain('c2sp.org/tlog-proof@v1');
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  it('leads from the outbox to the prices that nobody sent yet', async () => {
    const phone = await newPhone(browser, url);
    await installed(phone);
    await enter(phone.page, 'beras-medium', 13_500);
    await phone.page.locator('.field-counts').click();
    await phone.page.getByRole('button', { name: 'Periksa dan kirim 1 harga' }).click();
    await phone.page.getByRole('button', { name: 'Kirim 1 harga' }).click();
    await settled(phone.page, 1);
    await phone.context.close();
  });

  it('keeps on the phone only what its own key opens, and no answer of the API in its cache', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await enter(phone.page, 'beras-premium', 15_432);
    const kept = await phone.page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open('smp-field');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const all = (store: string) =>
        new Promise<unknown[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
      const [key] = (await all('key')) as CryptoKey[];
      const values = [...(await all('kept')), ...(await all('outbox'))] as { data: ArrayBuffer }[];
      const bytes = values.map(({ data }) => new TextDecoder('latin1').decode(data)).join('');
      const out = await crypto.subtle.exportKey('raw', key as CryptoKey).then(
        () => 'out',
        () => 'refused',
      );
      const cached: string[] = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          cached.push(new URL(request.url).pathname);
      return { extractable: key?.extractable, out, bytes, cached, sealed: values.length };
    });
    expect(kept).toMatchObject({ extractable: false, out: 'refused' });
    expect(kept.sealed).toBeGreaterThanOrEqual(3);
    for (const secret of [device.deviceId, 'beras', '15432', 'eyJ', 'PASAR'])
      expect(kept.bytes).not.toContain(secret);
    expect(kept.cached.filter((path) => /^\/(api|ingest|ledger)/.test(path))).toEqual([]);
    expect(kept.cached).toContain('/field');
    await phone.context.close();
  });

  it('stores a price once when the tab dies between sending and the answer', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await enter(phone.page, 'beras-medium', 13_600);
    // The server gets it and answers, and the page is gone before it hears.
    await phone.context.route('**/ingest', async (route) => {
      await route.fetch();
      await phone.page.close();
      await route.abort().catch(() => undefined);
    });
    await sendDrafts(phone.page).catch(() => undefined);
    await expect.poll(async () => (await stored(device.deviceId)).length, { timeout: 20_000 }).toBe(1);
    await phone.context.unroute('**/ingest');
    const page = await phone.context.newPage();
    await page.goto(`${url}/field`);
    await page.locator('.field-counts').waitFor();
    await settled(page, 1);
    expect(await stored(device.deviceId)).toHaveLength(1);
    await phone.context.close();
  });

  it('stores a price once when two tabs send at the same time', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    const second = await phone.context.newPage();
    watch(second, phone.complaints);
    await second.goto(`${url}/field`);
    await phone.context.setOffline(true);
    await phone.page.bringToFront();
    const prices = [13_500, 18_100, 40_200, 16_300];
    const items = ['beras-medium', 'gula-konsumsi', 'bawang-merah', 'beras-premium'];
    for (const [i, item] of items.entries()) await enter(phone.page, item, prices[i] ?? 0);
    await sendDrafts(phone.page);
    await expect.poll(async () => (await counts(second)).waiting).toBe(4);
    let posts = 0;
    phone.context.on('request', (request) => {
      if (request.url().endsWith('/ingest')) posts += 1;
    });
    await phone.context.setOffline(false);
    await settled(phone.page, 4);
    await settled(second, 4);
    expect((await stored(device.deviceId)).map((s) => s.price).sort((a, b) => a - b)).toEqual(
      [...prices].sort((a, b) => a - b),
    );
    expect(posts).toBe(1);
    await phone.context.close();
  });

  it.each([
    ['fast', DAY_MS, 'terlalu cepat 1 hari'],
    ['slow', -DAY_MS, 'terlambat 1 hari'],
  ])(
    'stamps prices rightly and says so in plain words when the clock is a day %s',
    async (_how, wrong, words) => {
      const phone = await newPhone(browser, url);
      const device = await installed(phone);
      await phone.context.setOffline(true);
      await phone.page.addInitScript((by) => {
        const real = Date.now;
        Date.now = () => real() + by;
        // The worker's clock is right and cannot be turned, so the page has to send.
        Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync');
      }, wrong);
      await phone.page.reload();
      const before = Date.now();
      await enter(phone.page, 'beras-medium', 13_500);
      const after = Date.now();
      await sendDrafts(phone.page);
      await phone.context.setOffline(false);
      await settled(phone.page, 1);
      await phone.page.locator('.field-banner-warn', { hasText: words }).waitFor();
      const [price] = await stored(device.deviceId);
      expect(price?.observed_at.getTime()).toBeGreaterThan(before - 3_000);
      expect(price?.observed_at.getTime()).toBeLessThan(after + 3_000);
      await phone.context.close();
    },
  );

  it('says that a price is unusual before it is sent, and asks for a correction when it is held', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await phone.context.setOffline(true);
    await typePrice(phone.page, 'beras-medium', 135_000);
    await phone.page.locator('.field-hint', { hasText: 'Tidak biasa' }).waitFor();
    await enter(phone.page, 'beras-medium', 135_000);
    await phone.context.setOffline(false);
    await sendDrafts(phone.page);
    await expect.poll(async () => (await counts(phone.page)).attention, { timeout: 20_000 }).toBe(1);
    await phone.page.locator('.field-card-attention', { hasText: 'salah nol' }).waitFor();
    await phone.page.getByRole('button', { name: 'Perbaiki' }).click();
    await pressDigits(phone.page, 13_500);
    await phone.page.getByRole('button', { name: 'Simpan' }).click();
    await phone.page.getByRole('button', { name: 'Kirim 1 harga' }).click();
    await settled(phone.page, 2);
    const held = await stored(device.deviceId);
    expect(held.map((s) => s.price)).toEqual([135_000, 13_500]);
    expect(new Set(held.map((s) => s.reading)).size).toBe(2);
    await phone.context.close();
  });

  it('keeps the queue and says what to do when the device is locked out, and sends after a new code', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await pool.query(
      `UPDATE device SET token_version = token_version + 1, changed_at = now() WHERE id = $1`,
      [device.deviceId],
    );
    await enter(phone.page, 'beras-medium', 13_700);
    await expect
      .poll(
        async () =>
          (await fetch(`${url}/api/field/round`, { headers: { authorization: `Bearer ${device.token}` } }))
            .status,
        { timeout: 10_000 },
      )
      .toBe(401);
    await sendDrafts(phone.page);
    await phone.page.getByRole('alert').filter({ hasText: '1 harga yang menunggu tetap aman' }).waitFor();
    expect(await counts(phone.page)).toMatchObject({ waiting: 1 });
    // The server did answer: what the outbox says of a network would send nobody to the administrator.
    expect(await phone.page.getByText('Server belum menjawab').count()).toBe(0);
    const again = await fetch(`${url}/api/auth/device/register`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ market_id: 'PASAR-001', device_id: device.deviceId, role: 'enumerator' }),
    });
    const { enrolment_url } = (await again.json()) as { enrolment_url: string };
    await phone.page.goto(enrolment_url);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await settled(phone.page, 1);
    expect((await stored(device.deviceId)).map((s) => s.price)).toEqual([13_700]);
    await phone.context.close();
  });

  it('sends made-up prices only as a simulated device, says so on the screen, and they are marked as such', async () => {
    const device = await registerField(url, inject('adminToken'));
    await pool.query('UPDATE device SET simulated = true, changed_at = now() WHERE id = $1', [
      device.deviceId,
    ]);
    const headers = { authorization: `Bearer ${device.token}` };
    const round = async () =>
      (await (await fetch(`${url}/api/field/round`, { headers })).json()) as { simulated: boolean };
    await expect.poll(async () => (await round()).simulated, { timeout: 10_000 }).toBe(true);
    const phone = await newPhone(browser, url);
    await install(phone, device.enrolmentUrl);
    await phone.page.getByText('Perangkat simulasi').waitFor();
    await phone.page.goto(`${url}/field#/settings`);
    await phone.page.getByRole('button', { name: 'Mulai peragaan' }).click();
    await phone.page.getByText('PERAGAAN BERJALAN').waitFor();
    await expect
      .poll(async () => (await stored(device.deviceId)).length, { timeout: 20_000 })
      .toBeGreaterThan(0);
    await phone.page.getByRole('button', { name: 'Hentikan peragaan' }).click();
    const { rows } = await pool.query<{ provenance: number }>(
      'SELECT DISTINCT provenance FROM reading WHERE device_id = $1',
      [device.deviceId],
    );
    expect(rows.map((r) => provenanceFromNumber(r.provenance))).toEqual(['simulated']);
    await phone.context.close();
  });

  it('hands its queue out as a file that the server would take, without any secret', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await phone.context.setOffline(true);
    await enter(phone.page, 'beras-medium', 13_500);
    await phone.page.evaluate(() => {
      window.location.hash = '#/settings';
    });
    const [file] = await Promise.all([
      phone.page.waitForEvent('download'),
      phone.page.getByRole('button', { name: 'Ekspor sebagai berkas' }).click(),
    ]);
    let text = '';
    for await (const chunk of await file.createReadStream()) text += chunk;
    expect(text).not.toContain('eyJ');
    const { readings } = JSON.parse(text) as { readings: unknown[] };
    const answer = await fetch(`${url}/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ readings }),
    });
    expect(answer.status).toBe(202);
    expect((await stored(device.deviceId)).map((s) => s.price)).toEqual([13_500]);
    await phone.context.close();
  });

  it('renews a token that ends soon, long before it does', async () => {
    const phone = await newPhone(browser, url);
    const device = await registerField(url, inject('adminToken'));
    const soon = new Date(Date.now() + 10 * DAY_MS).toISOString();
    const shown: (string | undefined)[] = [];
    await phone.context.route('**/api/auth/token', async (route) => {
      shown.push(route.request().headers().authorization);
      const answer = await route.fetch();
      const body = (await answer.json()) as Record<string, string>;
      await route.fulfill({
        response: answer,
        json: shown.length === 1 ? { ...body, expires_at: soon } : body,
      });
    });
    await install(phone, device.enrolmentUrl);
    await expect.poll(() => shown.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    expect(shown[0]).toBeUndefined();
    expect(shown[1]).toMatch(/^Bearer eyJ/);
    const asked = shown.length;
    await enter(phone.page, 'beras-medium', 13_500);
    await sendDrafts(phone.page);
    await settled(phone.page, 1);
    expect(shown).toHaveLength(asked);
    await phone.context.close();
  });

  it('never sends under a new name what was typed under an old one, and sends it once the old name is back', async () => {
    const phone = await newPhone(browser, url);
    const { old, other } = await renamed(phone);
    await phone.page.goto(`${url}/field#/outbox`);
    await phone.page.getByText(`terdaftar sebagai ${old.deviceId}`).waitFor();
    expect(await stored(other.deviceId)).toEqual([]);
    await phone.context.unroute('**/ingest');
    await phone.page.goto('about:blank');
    await phone.page.goto(
      (await registerField(url, inject('adminToken'), 'PASAR-001', old.deviceId)).enrolmentUrl,
    );
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await settled(phone.page, 1);
    expect((await stored(old.deviceId)).map((s) => s.price)).toEqual([13_500]);
    await phone.context.close();
  });

  it('takes its old name back while it is still busy under another, and forgets nothing of either', async () => {
    const phone = await newPhone(browser, url);
    const { old, other } = await renamed(phone);
    await phone.context.unroute('**/ingest');
    const again = await registerField(url, inject('adminToken'), 'PASAR-001', old.deviceId);
    await phone.page.goto('about:blank');
    // A slow line: the round of the other name is on its way when the tap comes, and arrives after it.
    let asked = 0;
    await phone.context.route('**/api/field/round', async (route) => {
      asked += 1;
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 3_000));
      await route.continue().catch(() => undefined);
    });
    await phone.page.goto(again.enrolmentUrl);
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await settled(phone.page, 1);
    expect((await stored(old.deviceId)).map((s) => s.price)).toEqual([13_500]);
    expect(await stored(other.deviceId)).toEqual([]);
    await phone.page.goto(`${url}/field#/settings`);
    await phone.page.getByText(old.deviceId).first().waitFor();
    await phone.context.close();
  });

  it('sends by the worker alone when the system says that the network is back and no page is open', async () => {
    const phone = await newPhone(browser, url);
    const device = await installed(phone);
    await phone.context.setOffline(true);
    await enter(phone.page, 'beras-medium', 13_800);
    await sendDrafts(phone.page);
    const beside = await phone.context.newPage();
    const system = await phone.context.newCDPSession(beside);
    const found = new Promise<string>((resolve) => {
      system.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find((r) => r.scopeURL === `${url}/field` && !r.isDeleted);
        if (own !== undefined) resolve(own.registrationId);
      });
    });
    await phone.page.close();
    await phone.context.setOffline(false);
    await beside.goto(`${url}/metode`);
    await system.send('ServiceWorker.enable');
    const registrationId = await found;
    const event = { origin: url, registrationId, tag: 'smp-field-outbox', lastChance: false };
    await system.send('ServiceWorker.dispatchSyncEvent', event);
    await expect
      .poll(async () => (await stored(device.deviceId)).map((s) => s.price), { timeout: 20_000 })
      .toEqual([13_800]);
    await phone.context.close();
  });
});
