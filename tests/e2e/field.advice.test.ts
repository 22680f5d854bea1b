import { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { install, newPhone, registerField, show, untilOffline } from '../support/field';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('what may help an enumerator', () => {
  const browser = testBrowser();

  it('stands on the phone, also without a network, in both languages, and says how old it is', async () => {
    const device = await registerField(url, inject('adminToken'));
    const client = new Client({ connectionString: inject('serverDatabaseUrl') });
    await client.connect();
    await client.query(
      `INSERT INTO reporter_evidence (device_id, kind, since, last_day, strength, items, found_at)
       VALUES ($1, 'digit_heaping', current_date - 3, current_date, 1, '{}', now())`,
      [device.deviceId],
    );
    await client.end();
    const phone = await newPhone(browser(), url);
    await install(phone, device.enrolmentUrl);
    const { page } = phone;
    await page.getByRole('link', { name: 'Laporan Anda' }).getByText('1 saran').waitFor();
    await untilOffline(page);
    await phone.context.setOffline(true);
    await page.reload();
    await page.getByRole('link', { name: 'Laporan Anda' }).click();
    await page.getByText('Laporan Anda masih sedikit', { exact: false }).waitFor();
    await page.getByText('Ini bukan tuduhan', { exact: false }).waitFor();
    await page.getByText('Tulislah harga persis seperti yang dibayar pembeli', { exact: false }).waitFor();
    await page.getByText('Kabar per', { exact: false }).waitFor();
    await show(page, 'settings');
    await page.getByRole('button', { name: 'English' }).click();
    await show(page, 'advice');
    await page.getByText('Write them just as buyers pay them.', { exact: false }).waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  it('is not shown to a phone that was registered anew until it is about that phone', async () => {
    const phone = await newPhone(browser(), url);
    await install(phone, (await registerField(url, inject('adminToken'))).enrolmentUrl);
    const { page } = phone;
    const line = page.getByRole('link', { name: 'Laporan Anda' });
    await line.waitFor();
    await page.route('**/api/devices/reliability', (route) => route.abort());
    await install(phone, (await registerField(url, inject('adminToken'))).enrolmentUrl);
    await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
    expect(await line.count()).toBe(0);
    await phone.context.close();
  });
});
