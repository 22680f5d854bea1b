import type { Browser } from 'playwright-core';
import { describe, expect, inject, it, vi } from 'vitest';
import { dayToIso, localDay } from '@/lib/market/calendar';
import { hasBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { enter, install, newPhone, registerField, sendDrafts } from '../support/field';
import { addOwnMarket, closeOwnMarket } from '../support/own-market';
import { openPortal } from '../support/portal-page';
import { serverPool } from '../support/server-pool';
import { expectSound, isMapPin } from '../support/sound-page';
import { testBrowser } from '../support/test-browser';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const REASON = 'Terbakar; pedagang pindah';
const TODAY = dayToIso(localDay(Date.now(), 'Asia/Jakarta'));
const NOTICED = { timeout: 20_000, interval: 200 };

describe.skipIf(!ready)('a market that closes for good', () => {
  const browser = testBrowser();
  const pool = serverPool();
  /** A market of a test's own, which the server knows, with one device. */
  const market = async (code: string) => {
    await addOwnMarket(pool, code, 31);
    return vi.waitFor(() => registerTestDevice(server.url, inject('adminToken'), code), NOTICED);
  };
  const chart = (code: string, at: Browser, look: object = {}) =>
    openPage(at, server.url, { path: `/komoditas/beras-medium?market_id=${code}`, ...look });

  it('is closed in the portal by who has heard what follows, shown as history, and reopened', async () => {
    await market('PASAR-TUTUP-1');
    const path = '/portal/pasar?kode=PASAR-TUTUP-1';
    const { page, complaints, close } = await openPortal(browser(), server, { path });
    const form = page.getByRole('form', { name: 'Penutupan pasar' });
    expect(await form.getByLabel('Hari pertama tidak berjualan lagi').inputValue()).toBe(TODAY);
    await form.getByLabel('Alasan').fill('-');
    await form.getByRole('button', { name: 'Tutup pasar' }).click();
    await form.getByText('Jelaskan alasannya dalam 5 sampai 200 huruf').waitFor();
    await form.getByLabel('Alasan').fill(REASON);
    await form.getByRole('button', { name: 'Tutup pasar' }).click();
    await form.getByText('1 perangkat aktif di sini.').waitFor();
    await form.getByRole('button', { name: 'Ya: tutup pasar ini' }).click();
    await page.locator('#isian').getByText('Tutup sejak').waitFor();
    await page.getByText(`Alasan: ${REASON}`).waitFor();

    const visitor = await chart('PASAR-TUTUP-1', browser());
    await visitor.page.getByText(/^Tutup sejak \d+ \p{L}+ \d{4} — hanya riwayat\.$/u).waitFor();
    await visitor.close();

    const auditor = await openPortal(browser(), server, { path, role: 'auditor' });
    await auditor.page.getByText(`Alasan: ${REASON}`).waitFor();
    expect(await auditor.page.locator('#isian form, #isian button').count()).toBe(0);
    await auditor.close();

    await page.getByRole('button', { name: 'Buka kembali pasar' }).click();
    await page.getByRole('button', { name: 'Ya: buka kembali pasar ini' }).click();
    await form.getByRole('button', { name: 'Tutup pasar' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told to the phone that stands there, in its language, with what to do', async () => {
    await market('PASAR-TUTUP-2');
    const phone = await newPhone(browser(), server.url);
    const { enrolmentUrl } = await registerField(server.url, inject('adminToken'), 'PASAR-TUTUP-2');
    await install(phone, enrolmentUrl);
    const other = await registerTestDevice(server.url, inject('adminToken'), 'PASAR-TUTUP-2');
    await closeOwnMarket(pool, 'PASAR-TUTUP-2', TODAY);
    const refused = async () => expect((await other.post(other.reading())).status).toBe(422);
    await vi.waitFor(refused, NOTICED);
    await enter(phone.page, 'beras-medium', 13_500);
    await sendDrafts(phone.page);
    await phone.page
      .getByText('Pasar ini sudah tutup untuk seterusnya pada hari harga ini dicatat')
      .waitFor();
    await phone.page.goto(`${server.url}/field#/home`);
    await phone.page.getByText('Pasar ini tutup sejak').waitFor();
    expect(await phone.page.getByRole('button', { name: 'Mulai putaran' }).count()).toBe(0);
    // When the page sends and not its worker, the browser notes the refusal too.
    expect(phone.complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    await phone.context.close();
  });

  it.each([
    ['light', 1280, 'id'],
    ['dark', 360, 'en'],
  ] as const)('has sound pages, %s, %i pixels wide, in %s', async (theme, width, locale) => {
    const code = `PASAR-TUTUP-${theme.toUpperCase()}`;
    await market(code);
    const look = { theme, width, locale };
    const open = await openPortal(browser(), server, { path: `/portal/pasar?kode=${code}`, ...look });
    await expectSound(open.page);
    await open.close();
    await closeOwnMarket(pool, code, TODAY);
    const closed = async () => {
      const answer = await fetch(`${server.url}/api/public/commodity/price/live?market_id=${code}`);
      expect(await answer.json()).toMatchObject({ closed_on: TODAY });
    };
    await vi.waitFor(closed, NOTICED);
    const shut = await openPortal(browser(), server, { path: `/portal/pasar?kode=${code}`, ...look });
    await expectSound(shut.page);
    await shut.close();
    const visitor = await chart(code, browser(), look);
    await expectSound(visitor.page, undefined, isMapPin);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});
