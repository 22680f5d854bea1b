import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice, type TestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { expectSound, openPortal } from '../support/portal-page';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const NOTE = 'Ditelepon, pedagang salah menulis satu nol';
const DESK = { path: '/portal/tinjau', role: 'validator' } as const;

interface Held {
  readonly id: number;
  readonly device: TestDevice;
}

/** A price with a zero too many, which is held. */
async function heldPrice(prices: Record<string, number> = { 'beras-medium': 135_000 }): Promise<Held> {
  const device = await registerTestDevice(url, inject('adminToken'));
  const answer = await device.post(device.reading({ prices }));
  const body = (await answer.json()) as { prices: { ledger_index: number }[] };
  return { id: body.prices[0]?.ledger_index ?? -1, device };
}

const row = (page: Page, id: number) => page.locator(`[data-case="${id}"]`);
const pick = async (page: Page, id: number) => {
  await row(page, id).locator('.queue-open').click();
  await page.locator(`.queue-current[data-case="${id}"]`).waitFor();
  await page.locator('.events').waitFor();
};
const decide = async (page: Page, act: string, note = NOTE) => {
  await page.locator('.desk-actions').getByRole('button', { name: act }).click();
  await page.getByLabel(/Penjelasan|Pertanyaan/).fill(note);
  await page.getByRole('button', { name: 'Kirim keputusan' }).click();
};

describe.skipIf(!ready)('an official at the review desk', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('narrows the queue by market, reason and waiting time, and clears all of it at once', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser, server, DESK);
    await row(page, id).waitFor();
    await page.getByText('Saringan lain').click();
    await page.getByLabel('Pasar', { exact: true }).fill('PASAR-001');
    await page.getByLabel('Alasan ditahan').selectOption('scale_slip');
    await row(page, id).waitFor();
    await page.getByLabel('Alasan ditahan').selectOption('clock_ahead');
    await row(page, id).waitFor({ state: 'detached' });
    // It is not said that nothing waits, since only nothing of this kind does.
    await page.getByText('Tidak ada yang cocok dengan saringan').waitFor();
    await page.getByLabel('Alasan ditahan').selectOption('');
    await row(page, id).waitFor();
    await page.getByRole('combobox', { name: 'Menunggu', exact: true }).selectOption('24');
    await row(page, id).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Hapus 2 saringan/ }).click();
    await row(page, id).waitFor();
    expect(await page.getByLabel('Pasar', { exact: true }).inputValue()).toBe('');
    expect(complaints).toEqual([]);
    await close();
  });

  it('asks again, and the question reaches the device; its answer closes it', async () => {
    const { id, device } = await heldPrice();
    const { page, close } = await openPortal(browser, server, DESK);
    await row(page, id).waitFor();
    await pick(page, id);
    await decide(page, 'Tanya lagi', 'Apakah ini harga satu kilogram?');
    await page.getByText('Keputusan tercatat.').waitFor();
    const questions = async () => {
      const answer = await fetch(`${url}/api/field/requests`, {
        headers: { authorization: `Bearer ${device.token}` },
      });
      return ((await answer.json()) as { requests: { observation: number; question: string }[] }).requests;
    };
    expect(await questions()).toMatchObject([
      { observation: id, question: 'Apakah ini harga satu kilogram?' },
    ]);
    await device.post(device.reading({ prices: { 'beras-medium': 13_500 } }));
    expect(await questions()).toEqual([]);
    await close();
  });

  it('decides about several at once by keys, and takes one back', async () => {
    const [one, two] = [await heldPrice(), await heldPrice()];
    const { page, close } = await openPortal(browser, server, DESK);
    await row(page, two.id).waitFor();
    for (const { id } of [one, two]) {
      await pick(page, id);
      await page.keyboard.press('x');
      await row(page, id).locator('input:checked').waitFor();
    }
    await page.keyboard.press('r');
    await page.getByLabel(/Penjelasan/).fill(NOTE);
    await page.keyboard.press('Control+Enter');
    await page.getByText('2 dari 2 keputusan').waitFor();
    await row(page, one.id).waitFor({ state: 'detached' });
    await page.getByLabel('Keadaan').selectOption('decided');
    await row(page, one.id).waitFor();
    await pick(page, one.id);
    await decide(page, 'Batalkan', 'Ternyata pedagang lain yang dimaksud');
    await page.locator('.report-state').getByText('Menunggu keputusan').waitFor();
    await close();
  });

  it('names those of several that wait for a second person, and tells the second one that they are it', async () => {
    const { id, device } = await heldPrice({ 'tepung-terigu-kemasan': 127_000 });
    await device.post(device.reading({ prices: { 'tepung-terigu-kemasan': 12_700 } }));
    const { page, complaints, close } = await openPortal(browser, server, {
      ...DESK,
      width: 360,
      height: 740,
    });
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
    const other = await openPortal(browser, server, DESK);
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
    await decide(other.page, 'Batalkan');
    await other.page.getByText('Usulan ditarik.').waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.close();
    await close();
  });

  it('reads a corrected price as people write it, and never as thirteen rupiah', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser, server, DESK);
    await row(page, id).waitFor();
    await pick(page, id);
    await page.locator('.desk-actions').getByRole('button', { name: 'Koreksi' }).click();
    const send = async (price: string) => {
      await page.getByLabel('Harga yang benar').fill(price);
      await page.getByLabel(/Penjelasan/).fill(NOTE);
      await page.getByRole('button', { name: 'Kirim keputusan' }).click();
    };
    await send('13,500');
    await page.getByText('bisa dibaca dua cara').waitFor();
    await send('murah');
    await page.getByText('Tulis harga yang benar dalam rupiah').waitFor();
    await send('13.500');
    await page.locator('.report-corrected, .banner').first().waitFor();
    const answer = await fetch(`${url}/api/review/${id}`, {
      headers: { authorization: `Bearer ${inject('adminToken')}` },
    });
    const { events } = (await answer.json()) as { events: { corrected_price: number | null }[] };
    expect(events.map((e) => e.corrected_price)).toContain(13_500);
    await close();
  });

  it('tells a second person the proposed price, and begins the confirmation with it', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser, server, DESK);
    await page.route(`**/api/review/${id}`, async (route) => {
      const card = (await (await route.fetch()).json()) as object;
      const pending = { act: 'correct', corrected_price: 14_250, mine: false };
      await route.fulfill({ json: { ...card, state: 'proposed', pending } });
    });
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

  it('keeps what was loaded and chosen while the queue is read anew', async () => {
    const [one, two] = [await heldPrice(), await heldPrice()];
    const { page, close } = await openPortal(browser, server, DESK);
    // A page of one case stands for one of fifty.
    await page.route('**/api/review/queue?*', async (route) => {
      const asked = new URL(route.request().url());
      if (asked.searchParams.get('limit') === '50' && !asked.searchParams.has('cursor'))
        asked.searchParams.set('limit', '1');
      await route.continue({ url: asked.href });
    });
    const anew = () => page.waitForResponse((r) => r.url().includes('/api/review/queue'));
    await page.getByLabel('Komoditas').selectOption('beras-medium');
    await page.getByRole('button', { name: 'Muat lebih banyak' }).click();
    await row(page, two.id).waitFor();
    for (const { id } of [one, two]) await row(page, id).getByRole('checkbox').check();
    await anew();
    await anew();
    await row(page, two.id).locator('input:checked').waitFor();
    // Somebody else decides one of them: it is no longer counted among the chosen.
    await fetch(`${url}/api/review/${one.id}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'reject', reason: 'made_up', note: NOTE }),
    });
    await page.locator('.desk-actions').getByText('1 perkara dipilih').waitFor();
    await close();
  });

  it('leads back to the queue on a phone, and opens the same case again after a reload', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser, server, {
      ...DESK,
      width: 360,
      height: 740,
    });
    await row(page, id).locator('.queue-open').click();
    await page.locator('.events').waitFor();
    await page.reload();
    await page.locator('.events').waitFor();
    expect(new URL(page.url()).hash).toBe(`#${id}`);
    await page.getByRole('button', { name: 'Kembali ke antrean' }).click();
    await row(page, id).locator('.queue-open').click();
    await page.locator('.events').waitFor();
    await page.goBack();
    await row(page, id).waitFor();
    expect(new URL(page.url()).pathname).toBe('/portal/tinjau');
    // A price that is not there opens nothing.
    await page.goto(`${url}/portal/tinjau#999999999`);
    await page.reload();
    await row(page, id).waitFor();
    expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
    await close();
  });

  it('says that a session has ended, and not that the network is away', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser, server, DESK);
    await row(page, id).waitFor();
    await pick(page, id);
    await page.context().clearCookies();
    await decide(page, 'Tolak');
    await page.getByText('Keputusan belum terkirim karena sesi Anda sudah berakhir').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Masuk lagi' }).waitFor();
    await close();
  });

  it('decides about several on a phone, where the queue fills the screen', async () => {
    const [one, two] = [await heldPrice(), await heldPrice()];
    const { page, close } = await openPortal(browser, server, { ...DESK, width: 360, height: 740 });
    await row(page, two.id).waitFor();
    expect(await page.locator('.desk-actions').isVisible()).toBe(false);
    for (const { id } of [one, two]) await row(page, id).getByRole('checkbox').check();
    await page.locator('.desk-actions').getByText('2 perkara dipilih').waitFor();
    await decide(page, 'Tolak');
    await page.getByText('2 dari 2 keputusan').waitFor();
    await row(page, one.id).waitFor({ state: 'detached' });
    await expectSound(page);
    await close();
  });

  it('gives an appeal of the market to somebody else than who decided', async () => {
    const { id } = await heldPrice();
    const first = await openPortal(browser, server, DESK);
    await row(first.page, id).waitFor();
    await pick(first.page, id);
    await decide(first.page, 'Tolak');
    await first.page.getByText('Keputusan tercatat.').waitFor();
    const answer = await fetch(`${url}/api/review/${id}`, {
      headers: { authorization: `Bearer ${inject('adminToken')}` },
    });
    expect(answer.status).toBe(200);
    const marketId = await marketOf(id);
    const trader = await openPortal(browser, server, { ...DESK, role: 'officer', marketId });
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
    const second = await openPortal(browser, server, DESK);
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

  it('keeps what was written about a case on the way back to the queue, until it is sent', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser, server, {
      ...DESK,
      width: 360,
      height: 740,
    });
    const write = page.getByLabel(/Penjelasan/);
    const reason = page.locator('.decision-form select');
    const begin = async () => {
      await row(page, id).locator('.queue-open').click();
      await page.locator('.events').waitFor();
      await page.locator('.desk-actions').getByRole('button', { name: 'Tolak' }).click();
    };
    await row(page, id).waitFor();
    await begin();
    await reason.selectOption('wrong_unit');
    await write.fill(NOTE);
    await page.goBack();
    await row(page, id).waitFor();
    await begin();
    expect(await write.inputValue()).toBe(NOTE);
    expect(await reason.inputValue()).toBe('wrong_unit');
    // Also where the page itself goes, as for a sign-in.
    await page.reload();
    await page.locator('.events').waitFor();
    await page.locator('.desk-actions').getByRole('button', { name: 'Tolak' }).click();
    expect(await write.inputValue()).toBe(NOTE);
    await page.getByRole('button', { name: 'Kirim keputusan' }).click();
    await page.getByText('Keputusan tercatat.').waitFor();
    await decide(page, 'Batalkan');
    await page.locator('.report-state').getByText('Menunggu keputusan').waitFor();
    await page.locator('.desk-actions').getByRole('button', { name: 'Tolak' }).click();
    expect(await write.inputValue()).toBe('');
    // Who signs in next on this screen finds nothing of it.
    const kept = () =>
      page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('decision')));
    await write.fill(NOTE);
    await expect.poll(kept).toHaveLength(1);
    await page.getByRole('button', { name: 'Keluar', exact: true }).click();
    await page.waitForURL(`${url}/`);
    expect(await kept()).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('hears the appeal of who reported the price, who is told the decision and its reason', async () => {
    const { id, device } = await heldPrice();
    const decision = { decision: 'reject', reason: 'typing_error', note: NOTE };
    const rejected = await fetch(`${url}/api/review/${id}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify(decision),
    });
    expect(rejected.status).toBe(200);
    const reporter = await signedInPerson(url, server.databaseUrl, { role: 'enumerator' });
    await holds(device.deviceId, reporter.id);
    const { cookie } = reporter;
    const { page, complaints, close } = await openPage(browser, url, {
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
    const second = await openPortal(browser, server, DESK);
    await row(second.page, id).waitFor();
    await pick(second.page, id);
    await second.page.locator('.banner').getByText('(Pelapor belum ditanya): “Semua lapak').waitFor();
    await second.close();
  });
});

/** Makes a device somebody's, since before it was registered. */
async function holds(deviceId: string, userId: string): Promise<void> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO device_holder (device_id, user_id, since) VALUES ($1, $2, now() - interval '1 hour')`,
    [deviceId, userId],
  );
  await client.end();
}

async function marketOf(id: number): Promise<number> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ m: number }>('SELECT market_id AS m FROM observation WHERE id = $1', [
    id,
  ]);
  await client.end();
  return rows[0]?.m ?? 0;
}
