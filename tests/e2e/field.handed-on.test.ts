import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import {
  counts,
  enter,
  install,
  newPhone,
  registerField,
  sendDrafts,
  show,
  untilOffline,
} from '../support/field';
import { createTestPerson, signedInPerson } from '../support/people';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const databaseUrl = inject('serverDatabaseUrl');
const ready = await hasBrowser();
const NOTE = 'Semua lapak menjual dengan harga ini hari ini';

const post = (path: string, headers: Record<string, string>, body: object) =>
  fetch(url + path, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function hand(deviceId: string): Promise<void> {
  const { email } = await createTestPerson(databaseUrl, { role: 'enumerator', regionId: 31 });
  const admin = { authorization: `Bearer ${inject('adminToken')}` };
  const answer = await post('/api/devices/person', admin, { device_ids: [deviceId], person: email });
  expect(answer.status).toBe(200);
}

describe.skipIf(!ready)('a phone that is handed on', () => {
  const browser = testBrowser();

  it('shows its new holder neither decisions nor words of the one before, and hands their unsent appeal out', async () => {
    const device = await registerField(url, inject('adminToken'));
    await hand(device.deviceId);
    const phone = await newPhone(browser(), url);
    const { page } = phone;
    await install(phone, device.enrolmentUrl);
    await enter(page, 'gula-konsumsi', 1_600_000);
    await sendDrafts(page);
    const seal = page.locator('.field-card a[href^="/verify?i="]').first();
    await seal.waitFor();
    const id = Number((await seal.getAttribute('href'))?.split('=')[1]);
    const { cookie } = await signedInPerson(url, databaseUrl, { role: 'validator', regionId: 31 });
    const rejection = { decision: 'reject', reason: 'typing_error', note: 'asked at the market' };
    expect((await post(`/api/review/${id}/decision`, { cookie }, rejection)).status).toBe(200);
    await show(page, 'decisions');
    await page.getByText('Ditolak: harga ini tidak dihitung').waitFor();
    await untilOffline(page);
    await phone.context.setOffline(true);
    await page.getByRole('button', { name: 'Tidak setuju? Ajukan banding' }).click();
    await page.getByText('Harga itu benar').click();
    await page.getByLabel('Penjelasan').fill(NOTE);
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await page.getByText('dikirim begitu ada jaringan', { exact: false }).waitFor();

    await hand(device.deviceId);
    await phone.context.setOffline(false);
    const banner = page.getByRole('alert').filter({ hasText: 'pemakai ponsel ini sebelumnya' });
    await banner.waitFor({ timeout: 30_000 });
    await page.getByText('Belum ada keputusan').waitFor();
    expect(await page.getByText('Ditolak: harga ini tidak dihitung').count()).toBe(0);
    expect(await page.getByText(NOTE).count()).toBe(0);
    // It keeps no other word from being sent: nothing says that the phone is locked out.
    expect(await page.getByText('tidak berlaku lagi').count()).toBe(0);
    // What the one before has to look after is no matter for the next one.
    expect((await counts(page)).attention).toBe(0);
    const forget = banner.getByRole('button', { name: 'Hapus dari ponsel' });
    expect(await forget.count()).toBe(0);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      banner.getByRole('button', { name: 'Simpan berkas' }).click(),
    ]);
    const { appeals } = JSON.parse(readFileSync(await file.path(), 'utf8')) as { appeals: unknown[] };
    expect(appeals).toMatchObject([
      { device_id: device.deviceId, commodity: 'gula-konsumsi', body: { id, note: NOTE } },
    ]);
    await forget.click();
    await banner.waitFor({ state: 'detached' });
    expect(phone.complaints.filter((text) => !text.includes('409'))).toEqual([]);
    await phone.context.close();
  });
});
