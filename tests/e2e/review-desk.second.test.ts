import { describe, expect, inject, it } from 'vitest';
import { hasBrowser, openPage } from '../support/browser';
import { signedInPerson } from '../support/people';
import { openPortal } from '../support/portal-page';
import {
  DESK,
  DESK_ON_PHONE,
  decide,
  handOver,
  holdPrice,
  marketOf,
  NOTE,
  pick,
  rejectByProgram,
  row,
} from '../support/review-desk';
import { expectSound } from '../support/sound-page';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const heldPrice = (prices?: Readonly<Record<string, number>>) => holdPrice(url, inject('adminToken'), prices);

describe.skipIf(!ready)('the second person at the review desk', () => {
  const browser = testBrowser();

  it('names those of several that wait for a second person, and tells the second one that they are it', async () => {
    const { id, device } = await heldPrice({ 'tepung-terigu-kemasan': 127_000 });
    await device.post(device.reading({ prices: { 'tepung-terigu-kemasan': 12_700 } }));
    const { page, complaints, close } = await openPortal(browser(), server, DESK_ON_PHONE);
    await row(page, id).getByRole('checkbox').check();
    await decide(page, 'Terima');
    await page.getByText('1 dari 1 keputusan tercatat.').waitFor();
    const said = page.locator('.desk-said');
    await said.getByText('1 di antaranya baru usulan').waitFor();
    await said.getByText(/Tepung Terigu Kemasan.*Rp.127\.000/i).waitFor();
    await expectSound(page);
    // A long list would lie over the queue of a phone.
    await said.getByRole('button', { name: 'Tutup' }).click();
    expect(await page.locator('.desk-actions').isVisible()).toBe(false);
    await row(page, id).locator('.queue-open').click();
    await page.getByText('Anda mengusulkan: Terima').waitFor();
    const other = await openPortal(browser(), server, DESK);
    await row(other.page, id).waitFor();
    await pick(other.page, id);
    await other.page.locator('.desk-actions').getByRole('button', { name: 'Terima' }).click();
    await other.page.getByText('Anda orang kedua').waitFor();
    await other.page.getByLabel(/Penjelasan/).fill(NOTE);
    await other.page.getByRole('button', { name: 'Kirim keputusan' }).click();
    await other.page.getByText('Keputusan tercatat.').waitFor();
    await other.page.locator('.desk-actions').getByRole('button', { name: 'Batalkan' }).click();
    await other.page.getByLabel(/Penjelasan/).fill(NOTE);
    await other.page.getByRole('button', { name: 'Kirim keputusan' }).click();
    await other.page.getByText('Anda mengusulkan agar keputusan terakhir dibatalkan').waitFor();
    await decide(other.page, 'Tarik usulan');
    await other.page.getByText('Usulan ditarik.').waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.close();
    await close();
  });

  it('tells a second person the proposed price, and begins the confirmation with it', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser(), server, DESK);
    await page.route(`**/api/review/${id}`, async (route) => {
      const card = (await (await route.fetch()).json()) as object;
      const pending = { act: 'correct', corrected_price: 14_250, mine: false };
      await route.fulfill({ json: { ...card, state: 'proposed', pending } });
    });
    // The desk may have opened this very case already.
    await page.reload();
    await row(page, id).waitFor();
    await pick(page, id);
    await page
      .locator('.banner')
      .getByText(/Koreksi, Rp\s14\.250/)
      .waitFor();
    await page.keyboard.press('c');
    expect(await page.getByLabel('Harga yang benar').inputValue()).toBe('14250');
    await close();
  });

  it('gives an appeal of the market to somebody else than who decided', async () => {
    const { id } = await heldPrice();
    const first = await openPortal(browser(), server, DESK);
    await row(first.page, id).waitFor();
    await pick(first.page, id);
    await decide(first.page, 'Tolak');
    await first.page.getByText('Keputusan tercatat.').waitFor();
    const answer = await fetch(`${url}/api/review/${id}`, {
      headers: { authorization: `Bearer ${inject('adminToken')}` },
    });
    expect(answer.status).toBe(200);
    const marketId = await marketOf(server.databaseUrl, id);
    const trader = await openPortal(browser(), server, { ...DESK, role: 'officer', marketId });
    await trader.page.getByLabel('Keadaan').selectOption('decided');
    await row(trader.page, id).waitFor();
    await pick(trader.page, id);
    await trader.page.getByRole('button', { name: 'Ajukan banding' }).click();
    await trader.page.getByLabel(/Penjelasan/).fill('Semua lapak menjual dengan harga ini');
    await trader.page.getByRole('button', { name: 'Kirim keputusan' }).click();
    await trader.page.locator('.report-state').getByText('Banding').waitFor();
    // Who decided before sees that it is no more theirs.
    await first.page.getByLabel('Keadaan').selectOption('appealed');
    await row(first.page, id).waitFor();
    await pick(first.page, id);
    await first.page.getByText(/banding atas keputusan yang Anda ambil/i).waitFor();
    const refuse = first.page.locator('.desk-actions').getByRole('button', { name: 'Tolak' });
    expect(await refuse.isDisabled()).toBe(true);
    const second = await openPortal(browser(), server, DESK);
    await row(second.page, id).waitFor();
    await pick(second.page, id);
    await second.page
      .locator('.banner')
      .getByText(/mengajukan banding \(.+\): “.{10,}”/)
      .waitFor();
    await decide(second.page, 'Tolak', 'Pasar tetangga juga jauh lebih murah');
    await second.page.locator('.report-state').getByText('Sudah diputus').waitFor();
    for (const { close } of [first, trader, second]) await close();
  });

  it('hears the appeal of who reported the price, who is told the decision and its reason', async () => {
    const { id, device } = await heldPrice();
    expect(await rejectByProgram(url, inject('adminToken'), id)).toBe(200);
    const reporter = await signedInPerson(url, server.databaseUrl, { role: 'enumerator' });
    await handOver(server.databaseUrl, device.deviceId, reporter.id);
    const { cookie } = reporter;
    const { page, complaints, close } = await openPage(browser(), url, {
      path: '/portal/laporan',
      width: 360,
      height: 740,
      cookie,
    });
    const line = page.locator('.line', { hasText: `#${id}` });
    await line.getByText('Keputusan: Tolak. Alasan: Salah ketik.').waitFor();
    await line.getByText('Tidak setuju? Ajukan banding').click();
    await line.getByLabel('Alasan').selectOption('reporter_not_heard');
    const note = line.getByLabel(/Penjelasan/);
    await note.fill(' '.repeat(12));
    await line.getByRole('button', { name: 'Ajukan banding' }).click();
    await line.getByText('Jelaskan dengan paling sedikit 10 huruf').waitFor();
    expect(await line.getByLabel('Alasan').inputValue()).toBe('reporter_not_heard');
    await expectSound(page);
    await note.fill('Semua lapak menjual dengan harga ini');
    await page.context().setOffline(true);
    await line.getByRole('button', { name: 'Ajukan banding' }).click();
    await line.getByText('Tidak ada jawaban').waitFor();
    await page.context().setOffline(false);
    await line.getByRole('button', { name: 'Ajukan banding' }).click();
    await line.getByText('Banding Anda menunggu pemeriksa lain.').waitFor();
    await page.locator('.said').getByText('Banding terkirim.').waitFor();
    expect(await line.getByText('Tidak setuju?').count()).toBe(0);
    expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await close();
    const second = await openPortal(browser(), server, DESK);
    await row(second.page, id).waitFor();
    await pick(second.page, id);
    await second.page.locator('.banner').getByText('(Pelapor belum ditanya): “Semua lapak').waitFor();
    await second.close();
  });
});
