import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, vi } from 'vitest';
import { exportQueue } from '@/components/field/core/export-queue';
import type { FieldRecord } from '@/components/field/core/records';
import { hasBrowser } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { waitingRecord } from '../support/field-record';
import { addOwnMarket } from '../support/own-market';
import { openPortal } from '../support/portal-page';
import { serverPool } from '../support/server-pool';
import { shoot } from '../support/shoot';
import { expectSound } from '../support/sound-page';
import { testBrowser } from '../support/test-browser';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const DAY_MS = 86_400_000;

describe.skipIf(!ready)('a queue rescued from a phone', () => {
  const browser = testBrowser();
  const pool = serverPool();

  it('is handed in on the page of its device: each price once, however often, and refusals with their reason', async () => {
    const marketId = 'PASAR-ANTREAN';
    await addOwnMarket(pool, marketId, 31);
    const { deviceId } = await vi.waitFor(
      () => registerTestDevice(server.url, inject('adminToken'), marketId),
      { timeout: 20_000, interval: 200 },
    );
    const record = (daysAgo: number, over: Partial<FieldRecord> = {}) =>
      waitingRecord({
        id: randomUUID(),
        deviceId,
        marketId,
        commodity: 'tepung-terigu-kemasan',
        price: 13_100,
        typedAt: Date.now() - daysAgo * DAY_MS,
        ...over,
      });
    const records = [record(1), record(2), record(9), record(3, { state: 'draft' })];
    const file = {
      name: `smp-antrean-${deviceId}.json`,
      mimeType: 'application/json',
      buffer: Buffer.from(exportQueue(records, [], Date.now())),
    };
    const stored = async () =>
      (await pool.query('SELECT id FROM reading WHERE device_id = $1', [deviceId])).rows.map((r) => r.id);

    const path = `/portal/perangkat/id/${deviceId}`;
    const { page, complaints, close } = await openPortal(browser(), server, { path, width: 360 });
    const panel = page.getByRole('region', { name: 'Antrean yang diselamatkan dari ponsel' });
    const choose = panel.getByLabel('Berkas antrean (.json)');
    await choose.setInputFiles({ ...file, buffer: Buffer.from('{"index": 3}') });
    await panel.getByText('Berkas ini bukan antrean dari ponsel').waitFor();
    await choose.setInputFiles(file);
    await panel.getByText('3 harga dan tidak ada banding akan dikirim').waitFor();
    await expectSound(page);
    await shoot(page, 'hand-in-chosen');
    await panel.getByRole('button', { name: 'Kirim antrean' }).click();
    await panel.getByText('2 harga tersimpan, 1 ditolak').waitFor();
    await panel.getByText('Lebih tua dari 7 hari').waitFor();
    await panel.getByRole('img', { name: `Kode QR untuk ${deviceId}` }).waitFor();
    await shoot(page, 'hand-in-done');
    expect((await stored()).sort()).toEqual(
      records
        .slice(0, 2)
        .map((r) => r.id)
        .sort(),
    );

    await choose.setInputFiles(file);
    await panel.getByLabel('Kirim juga 1 harga yang sudah diketik').check();
    await panel.getByRole('button', { name: 'Kirim antrean' }).click();
    await panel.getByText('3 harga tersimpan, 1 ditolak').waitFor();
    expect(await stored()).toHaveLength(3);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is not sent from the page of another device, nor by who only looks', async () => {
    const { deviceId } = await registerTestDevice(server.url, inject('adminToken'));
    const path = `/portal/perangkat/id/${deviceId}`;
    const text = JSON.stringify({
      readings: [
        {
          reading_id: randomUUID(),
          device_id: 'DEV-LAIN',
          timestamp: new Date().toISOString(),
          prices: { 'beras-medium': 13_000 },
        },
      ],
    });
    const admin = await openPortal(browser(), server, { path, locale: 'en' });
    const file = { name: 'queue.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    const panel = admin.page.getByRole('region', { name: 'Queue rescued from a phone' });
    await panel.getByLabel('Queue file (.json)').setInputFiles(file);
    await panel.getByText('This file also holds reports of DEV-LAIN.').waitFor();
    expect(await panel.getByRole('button', { name: 'Send the queue' }).isDisabled()).toBe(true);
    await shoot(admin.page, 'hand-in-others');
    await admin.close();

    const auditor = await openPortal(browser(), server, { path, role: 'auditor' });
    await auditor.page.getByRole('heading', { name: deviceId }).waitFor();
    expect(await auditor.page.getByText('Antrean yang diselamatkan').count()).toBe(0);
    await auditor.close();
  });
});
