import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import {
  enter,
  install,
  newPhone,
  type Phone,
  registerField,
  sendDrafts,
  show,
  untilOffline,
} from '../support/field';
import { signedInPerson } from '../support/people';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();
const ABSURD = 1_700_000;
const NOTE = 'Semua lapak menjual dengan harga ini hari ini';

async function decide(id: number, body: object): Promise<number> {
  const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), {
    role: 'validator',
    regionId: 31,
  });
  const answer = await fetch(`${url}/api/review/${id}/decision`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

const reject = (id: number) =>
  decide(id, { decision: 'reject', reason: 'typing_error', note: 'asked at the market' });

/** Sends a price that is held. @returns its place in the ledger */
async function heldPrice(page: Page): Promise<number> {
  await enter(page, 'gula-konsumsi', ABSURD);
  await sendDrafts(page);
  const seal = page.locator('.field-card a[href^="/verify?i="]').first();
  await seal.waitFor();
  return Number((await seal.getAttribute('href'))?.split('=')[1]);
}

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SMP_SHOTS === undefined) return;
  await page.screenshot({ path: `${process.env.SMP_SHOTS}/field-${name}.png`, fullPage: true });
}

describe.skipIf(!ready)('a decision about a price of a phone', () => {
  const browser = testBrowser();

  async function phoneWithRejected(): Promise<{ phone: Phone; id: number; token: string }> {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser(), url);
    await install(phone, device.enrolmentUrl);
    const id = await heldPrice(phone.page);
    expect(await reject(id)).toBe(200);
    return { phone, id, token: device.token };
  }

  it('stands on the phone, and an appeal that is written without a network goes out with the next one', async () => {
    const { phone, id, token } = await phoneWithRejected();
    const { page } = phone;
    await show(page, 'decisions');
    await page.getByText('Ditolak: harga ini tidak dihitung').waitFor();
    await page.getByText('Alasan: Salah ketik').waitFor();
    await shot(page, 'decisions');
    await untilOffline(page);
    await phone.context.setOffline(true);
    await page.getByRole('button', { name: 'Tidak setuju? Ajukan banding' }).click();
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await page.getByText('Pilih dulu salah satu alasan.').waitFor();
    await page.getByText('Harga itu benar').click();
    await page.getByLabel('Penjelasan').fill('pendek');
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await page.getByText('Jelaskan dengan paling sedikit 10 huruf', { exact: false }).waitFor();
    await page.getByLabel('Penjelasan').fill(NOTE);
    await shot(page, 'appeal');
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await page.getByText('dikirim begitu ada jaringan', { exact: false }).waitFor();
    await page.reload();
    await page.getByText('dikirim begitu ada jaringan', { exact: false }).waitFor();
    await show(page, '');
    await page
      .getByRole('link', { name: 'Keputusan pemeriksa' })
      .getByText('1 banding belum terkirim')
      .waitFor();
    await phone.context.setOffline(false);
    await page.getByRole('link', { name: 'Keputusan pemeriksa' }).click();
    await page.getByText('Banding Anda menunggu pemeriksa lain.').waitFor({ timeout: 30_000 });
    const answer = await fetch(`${url}/api/field/decisions`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ decisions: [{ observation: id, appealed: true }] });
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  it('that was undone meanwhile refuses the appeal in words that say what holds', async () => {
    const { phone, id } = await phoneWithRejected();
    const { page } = phone;
    await show(page, 'decisions');
    await page.getByRole('button', { name: 'Tidak setuju? Ajukan banding' }).click();
    expect(await decide(id, { decision: 'undo', reason: 'mistaken', note: 'asked at the market' })).toBe(200);
    await page.getByText('Harga itu benar').click();
    await page.getByLabel('Penjelasan').fill(NOTE);
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await page.getByText('keputusannya sudah berubah', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Mengerti' }).click();
    await page.getByText('Belum ada keputusan').waitFor();
    await phone.context.close();
  });
});
