import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPool } from '@/lib/store/pool';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { shoot } from '../support/shoot';
import { expectSound } from '../support/sound-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

describe.skipIf(!ready)('the rules of alerts', () => {
  let browser: Browser;
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await pool.end();
  });

  it('raise an alarm about a silent device on the desk, end it by more patience, and keep it from the public', async () => {
    const id = `DEV-BUNGKAM-${randomUUID().slice(0, 6)}`;
    const { rows } = await pool.query<{ id: number }>(`SELECT id FROM market WHERE code = 'PASAR-001'`);
    await pool.query(
      `INSERT INTO device (id, market_id, role, status, last_seen_at, created_at)
       VALUES ($1, $2, 'operator', 'active', now() - interval '100 hours', now() - interval '200 hours')`,
      [id, rows[0]?.id],
    );
    const open = () =>
      pool
        .query(`SELECT 1 FROM alert WHERE device_id = $1 AND state = 'open'`, [id])
        .then((found) => found.rowCount);
    await expect.poll(open, { timeout: 30_000 }).toBe(1);
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/peringatan' });
    const silent = page.getByRole('region', { name: 'Perangkat bungkam' });
    await silent.getByText(new RegExp(`Perangkat ${id} di .* tidak terdengar sejak`)).waitFor();
    const answer = await fetch(`${server.url}/api/public/alerts/live`);
    expect(await answer.text()).not.toContain(id);

    await page.goto(`${server.url}/portal/aturan`, { waitUntil: 'load' });
    const form = page.getByRole('form', { name: 'Perangkat bungkam' });
    await form.getByLabel('Lama diam tanpa jarak lapor, jam').fill('999');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    await form.getByText('Tulis angka dalam batas yang tertulis.').waitFor();
    await form.getByLabel('Lama diam tanpa jarak lapor, jam').fill('120');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    const question = form.getByRole('alertdialog');
    await question.getByText(new RegExp(`Berakhir: Perangkat ${id}`)).waitFor();
    await question.getByRole('button', { name: 'Ya, simpan' }).click();
    await form.getByText('Aturan tersimpan.').waitFor();
    await expect.poll(open, { timeout: 30_000 }).toBe(0);
    expect(complaints).toEqual([]);
    await close();
    await pool.query(`UPDATE device SET status = 'retired' WHERE id = $1`, [id]);
  });

  it('may differ for one commodity, and go back to those of all', async () => {
    const { page, complaints, close } = await openPortal(browser, server, { path: '/portal/aturan' });
    const panel = page.getByRole('region', { name: 'Di atas harga acuan' });
    await panel.getByText('Tambah aturan khusus satu komoditas').click();
    const form = panel.getByRole('form', { name: 'Tambah aturan khusus satu komoditas' });
    await form.getByLabel('Komoditas').selectOption('beras-premium');
    await form.getByLabel('Selisih di atas acuan, %').fill('7,5');
    await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
    await form.getByRole('button', { name: 'Ya, simpan' }).click();
    await panel.getByRole('heading', { name: 'Khusus Beras Premium' }).waitFor();
    await panel.getByText('7,5', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Hapus aturan khusus Beras Premium' }).click();
    await panel.getByRole('heading', { name: 'Khusus Beras Premium' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('are read by an auditor, who finds nothing to change', async () => {
    const { page, close } = await openPortal(browser, server, { path: '/portal/aturan', role: 'auditor' });
    await page.getByText('Anda dapat membaca aturan ini.').waitFor();
    expect(await page.locator('main#content form').count()).toBe(0);
    await close();
  });

  it.each([
    { width: 360, locale: 'id', theme: 'dark' },
    { width: 1280, locale: 'en', theme: 'light' },
  ] as const)('are read by anybody at %j', async (look) => {
    for (const path of ['/portal/aturan', '/portal/peringatan']) {
      const { page, complaints, close } = await openPortal(browser, server, { path, ...look });
      await shoot(page, `${path.split('/').at(-1)}-${look.width}-${look.locale}-${look.theme}`);
      await expectSound(page);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
