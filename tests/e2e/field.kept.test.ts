import { describe, expect, inject, it } from 'vitest';
import { provenanceFromNumber } from '@/lib/market/provenance';
import { hasBrowser } from '../support/browser';
import { enter, install, newPhone, registerField, show } from '../support/field';
import { storedOf, takeAway } from '../support/field-queue';
import { serverPool } from '../support/server-pool';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('what a phone keeps and hands out', () => {
  const browser = testBrowser();
  const pool = serverPool();

  it('keeps on the phone only what its own key opens, and no answer of the API in its cache', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
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

  it('hands its queue out as a file that the server would take, without any secret', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
    await phone.context.setOffline(true);
    await enter(phone.page, 'beras-medium', 13_500);
    await show(phone.page, 'settings');
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
    expect((await storedOf(pool, device.deviceId)).map((s) => s.price)).toEqual([13_500]);
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
    const phone = await newPhone(browser(), url);
    await install(phone, device.enrolmentUrl);
    await phone.page.getByText('Perangkat simulasi').waitFor();
    await phone.page.goto(`${url}/field#/settings`);
    await phone.page.getByRole('button', { name: 'Mulai peragaan' }).click();
    await phone.page.getByText('PERAGAAN BERJALAN').waitFor();
    await expect
      .poll(async () => (await storedOf(pool, device.deviceId)).length, { timeout: 20_000 })
      .toBeGreaterThan(0);
    await phone.page.getByRole('button', { name: 'Hentikan peragaan' }).click();
    const { rows } = await pool.query<{ provenance: number }>(
      'SELECT DISTINCT provenance FROM reading WHERE device_id = $1',
      [device.deviceId],
    );
    expect(rows.map((r) => provenanceFromNumber(r.provenance))).toEqual(['simulated']);
    await phone.context.close();
  });
});
