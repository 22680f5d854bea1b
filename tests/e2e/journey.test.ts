import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { counts, enter, newPhone, sendDrafts, typePrice, untilOffline } from '../support/field';
import { browserThatSees, enrolByCamera, registerByForm, signInByForm } from '../support/journey';
import { startTestServer, type TestServer } from '../support/server';

const ready = await hasBrowser();

const ADMIN = {
  email: 'kepala@smp.example',
  given: 'pintu pertama yang dicetak',
  own: 'gerimis di kebun teh',
};
const OFFICER = { name: 'Pak Wayan', email: 'petugas@smp.example', own: 'perahu kayu di muara' };
const DEVICE = 'HP-PERJALANAN';
const TRUE_PRICE = 13_500;
/** A zero too many. */
const ABSURD_PRICE = 180_000;
const MEANT_PRICE = 18_000;
const NOTE = 'Ditelepon, pedagang salah menulis satu nol';

describe.skipIf(!ready)('the whole journey', () => {
  let server: TestServer;
  let browser: Browser;
  let folder = '';
  const own: Browser[] = [];
  beforeAll(async () => {
    const env = { SMP_ADMIN_EMAIL: ADMIN.email, SMP_ADMIN_PASSWORD: ADMIN.given };
    [server, browser, folder] = await Promise.all([
      startTestServer({ env }),
      launchBrowser(),
      mkdtemp(join(tmpdir(), 'smp-journey-')),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser, ...own].map((one) => one?.close()));
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('leads from the first password to a price that is on the board, proven, reviewed and audited', async () => {
    const { url } = server;
    const desk = await openPage(browser, url, { path: '/masuk', width: 1280 });
    const admin = desk.page;
    await signInByForm(admin, ADMIN.email, ADMIN.given);
    await admin.waitForURL('**/portal/sandi');
    await admin.getByLabel('Kata sandi sekarang').fill(ADMIN.given);
    await admin.getByLabel('Kata sandi baru', { exact: true }).fill(ADMIN.own);
    await admin.getByLabel('Kata sandi baru, sekali lagi').fill(ADMIN.own);
    await admin.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await admin.getByRole('heading', { name: /^Selamat datang/ }).waitFor();

    await admin.goto(`${url}/portal/perangkat/baru`);
    const qr = await registerByForm(admin, DEVICE, 'PASAR-001');

    const board = await openPage(browser, url);
    await board.page.locator('.live-live').waitFor();
    await board.page.evaluate(() => {
      document.body.dataset.mark = 'same page';
    });

    own.push(await browserThatSees(qr, join(folder, 'camera.y4m')));
    const phone = await newPhone(own[0] ?? browser, url);
    const field = phone.page;
    await enrolByCamera(field, url);
    await untilOffline(field);

    await phone.context.setOffline(true);
    await field.reload();
    await field.locator('.field-net-off').waitFor();
    await enter(field, 'beras-medium', TRUE_PRICE);
    await typePrice(field, 'gula-konsumsi', ABSURD_PRICE);
    await field.locator('.field-hint', { hasText: 'Tidak biasa' }).waitFor();
    await enter(field, 'gula-konsumsi', ABSURD_PRICE);
    await sendDrafts(field);
    await expect.poll(() => counts(field)).toMatchObject({ waiting: 2, sent: 0 });
    expect(await cardOf(board.page, 'beras-medium').getByText(rupiah(TRUE_PRICE)).count()).toBe(0);

    await phone.context.setOffline(false);
    await expect
      .poll(() => counts(field), { timeout: 20_000 })
      .toMatchObject({ waiting: 0, attention: 1, sent: 1 });
    await cardOf(board.page, 'beras-medium').getByText(rupiah(TRUE_PRICE)).waitFor();
    expect(await cardOf(board.page, 'gula-konsumsi').getByText(/Rp/).count()).toBe(0);

    const receipt = field.locator('.field-card-sent').getByRole('link', { name: /buku besar #\d+/ });
    const [proof] = await Promise.all([phone.context.waitForEvent('page'), receipt.click()]);
    await proof.locator('.verdict').waitFor();
    expect(await outcomes(proof)).toMatchObject({ inclusion: 'ok', log: 'ok', memory: 'absent' });
    // The second visit has the first to compare with.
    await proof.reload();
    await proof.locator('.verdict').waitFor();
    expect(await proof.locator('.verdict-title').textContent()).toBe('Terbukti');
    expect(await proof.locator('.verify-price').textContent()).toContain(rupiah(TRUE_PRICE));
    // Nobody is a witness of a ledger this young, and nobody has decided anything later.
    expect(await outcomes(proof)).toEqual({
      leaf: 'ok',
      evidence: 'ok',
      inclusion: 'ok',
      key: 'ok',
      log: 'ok',
      'post-quantum': 'ok',
      witnesses: 'absent',
      memory: 'ok',
      later: 'absent',
    });

    const link = await invite(admin, url);
    const office = await openPage(browser, url, {
      path: `/tautan${link.slice(link.indexOf('#'))}`,
      width: 1280,
    });
    const officer = office.page;
    await officer.getByLabel('Kata sandi baru', { exact: true }).fill(OFFICER.own);
    await officer.getByLabel('Kata sandi baru, sekali lagi').fill(OFFICER.own);
    await officer.getByRole('button', { name: 'Simpan kata sandi' }).click();
    await officer.getByRole('main').getByRole('link', { name: 'Masuk' }).click();
    await signInByForm(officer, OFFICER.email, OFFICER.own);
    await officer.getByRole('heading', { name: `Selamat datang, ${OFFICER.name}` }).waitFor();
    await officer.goto(`${url}/portal/tinjau`);
    await officer
      .locator('.queue-row', { hasText: rupiah(ABSURD_PRICE) })
      .locator('.queue-open')
      .click();
    await officer.getByRole('heading', { name: 'Riwayat perkara' }).waitFor();
    await officer.getByRole('button', { name: /^Koreksi/ }).click();
    await officer.getByLabel('Harga yang benar, Rp per satuan').fill(String(MEANT_PRICE));
    await officer.getByLabel(/^Penjelasan/).fill(NOTE);
    await officer.getByRole('button', { name: 'Kirim keputusan' }).click();
    await officer.getByText('Keputusan tercatat.').waitFor();
    await cardOf(board.page, 'gula-konsumsi').getByText(rupiah(MEANT_PRICE)).waitFor();
    expect(await board.page.evaluate(() => document.body.dataset.mark)).toBe('same page');

    // What the officer decided is sealed as well, and stands with the proof of the price that was sent.
    const held = field.locator('.field-card-attention').getByRole('link', { name: /buku besar #\d+/ });
    await proof.goto(url + (await held.getAttribute('href')));
    await proof.locator('.verdict').waitFor();
    expect(await proof.locator('.verify-price').textContent()).toContain(rupiah(ABSURD_PRICE));
    expect(await outcomes(proof)).toMatchObject({ inclusion: 'ok', memory: 'ok', later: 'ok' });

    await admin.goto(`${url}/portal/audit`);
    for (const [action, who] of [
      ['session.open', 'Administrator'],
      ['user.password', 'Administrator'],
      ['device.register', DEVICE],
      ['user.invite', OFFICER.name],
      ['user.join', OFFICER.name],
      ['session.open', OFFICER.name],
      ['review.correct', OFFICER.name],
    ] as const) {
      const row = admin.locator('.line', { hasText: action }).filter({ hasText: who });
      expect({ action, rows: await row.count() }).toEqual({ action, rows: 1 });
    }
    const invited = admin.locator('.line', { hasText: 'user.invite' });
    expect(await invited.getByText(/catatan nomor \d+/).count()).toBe(1);
    const complaints = [desk, board, phone, office].flatMap((one) => one.complaints);
    expect(complaints).toEqual([]);
  }, 300_000);

  async function invite(admin: Page, url: string): Promise<string> {
    await admin.goto(`${url}/portal/orang`);
    await admin.getByText('Undang orang', { exact: true }).click();
    await admin.getByLabel('Alamat surel').fill(OFFICER.email);
    await admin.getByLabel('Nama', { exact: true }).fill(OFFICER.name);
    await admin
      .getByRole('combobox', { name: 'Provinsi', exact: true })
      .selectOption({ label: 'DKI Jakarta' });
    await admin.getByRole('button', { name: 'Undang', exact: true }).click();
    return (await admin.locator('.once code').textContent()) ?? '';
  }
});

const cardOf = (page: Page, commodity: string) =>
  page.locator(`.card:has(a[href="/komoditas/${commodity}"])`);

const rupiah = (price: number) => `Rp\u00a0${price.toLocaleString('id-ID')}`;

function outcomes(page: Page): Promise<Record<string, string | undefined>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.stair-step')].map((step) => [
        step.dataset.step ?? '',
        /is-(\w+)/.exec(step.className)?.[1],
      ]),
    ),
  );
}
