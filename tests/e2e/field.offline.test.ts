import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { counts, enter, newPhone, pressDigits, sendDrafts, typePrice, watch } from '../support/field';
import { storedOf, takeAway, untilSent } from '../support/field-queue';
import { serverPool } from '../support/server-pool';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();
const DAY_MS = 86_400_000;

describe.skipIf(!ready)('the phone app at the market', () => {
  const browser = testBrowser();
  const pool = serverPool();

  it('opens without a network, keeps prices there, and sends each exactly once when it is back', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
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
    expect(await storedOf(pool, device.deviceId)).toEqual([]);

    await phone.context.setOffline(false);
    await untilSent(phone.page, 2);
    expect((await storedOf(pool, device.deviceId)).map((s) => s.price)).toEqual([13_500, 18_000]);
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
    const phone = await newPhone(browser(), url);
    await takeAway(phone, url, inject('adminToken'));
    await enter(phone.page, 'beras-medium', 13_500);
    await phone.page.locator('.field-counts').click();
    await phone.page.getByRole('button', { name: 'Periksa dan kirim 1 harga' }).click();
    await phone.page.getByRole('button', { name: 'Kirim 1 harga' }).click();
    await untilSent(phone.page, 1);
    await phone.context.close();
  });

  it('stores a price once when the tab dies between sending and the answer', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
    await enter(phone.page, 'beras-medium', 13_600);
    const closed = phone.page.waitForEvent('close');
    // The server gets it and answers, and the page is gone before it hears.
    await phone.context.route('**/ingest', async (route) => {
      await route.fetch();
      await phone.page.close();
      await route.abort().catch(() => undefined);
    });
    await sendDrafts(phone.page).catch(() => undefined);
    await expect
      .poll(async () => (await storedOf(pool, device.deviceId)).length, { timeout: 20_000 })
      .toBe(1);
    await closed;
    await phone.context.unroute('**/ingest');
    const page = await phone.context.newPage();
    await page.goto(`${url}/field`);
    await page.locator('.field-counts').waitFor();
    await untilSent(page, 1);
    expect(await storedOf(pool, device.deviceId)).toHaveLength(1);
    await phone.context.close();
  });

  it('stores a price once when two tabs send at the same time', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
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
    await untilSent(phone.page, 4);
    await untilSent(second, 4);
    expect((await storedOf(pool, device.deviceId)).map((s) => s.price).sort((a, b) => a - b)).toEqual(
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
      const phone = await newPhone(browser(), url);
      const device = await takeAway(phone, url, inject('adminToken'));
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
      await untilSent(phone.page, 1);
      await phone.page.locator('.field-banner-warn', { hasText: words }).waitFor();
      const [price] = await storedOf(pool, device.deviceId);
      expect(price?.observed_at.getTime()).toBeGreaterThan(before - 3_000);
      expect(price?.observed_at.getTime()).toBeLessThan(after + 3_000);
      await phone.context.close();
    },
  );

  it('says that a price is unusual before it is sent, and asks for a correction when it is held', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
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
    await untilSent(phone.page, 2);
    const held = await storedOf(pool, device.deviceId);
    expect(held.map((s) => s.price)).toEqual([135_000, 13_500]);
    expect(new Set(held.map((s) => s.reading)).size).toBe(2);
    await phone.context.close();
  });

  it('sends by the worker alone when the system says that the network is back and no page is open', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
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
      .poll(async () => (await storedOf(pool, device.deviceId)).map((s) => s.price), { timeout: 20_000 })
      .toEqual([13_800]);
    await phone.context.close();
  });
});
