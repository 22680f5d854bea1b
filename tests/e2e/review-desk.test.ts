import { describe, expect, inject, it } from 'vitest';
import { hasBrowser, openPage } from '../support/browser';
import { createTestPerson } from '../support/people';
import { openPortal } from '../support/portal-page';
import { DESK, decide, holdPrice, NOTE, pick, rejectByProgram, row } from '../support/review-desk';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const heldPrice = () => holdPrice(url, inject('adminToken'));

describe.skipIf(!ready)('an official at the review desk', () => {
  const browser = testBrowser();

  it('narrows the queue by market, reason and waiting time, and clears all of it at once', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser(), server, DESK);
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
    const { page, close } = await openPortal(browser(), server, DESK);
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
    const { page, close } = await openPortal(browser(), server, DESK);
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

  it('reads a corrected price as people write it, and never as thirteen rupiah', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser(), server, DESK);
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

  it('keeps what was loaded and chosen while the queue is read anew', async () => {
    const [one, two] = [await heldPrice(), await heldPrice()];
    const { page, close } = await openPortal(browser(), server, DESK);
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
    await rejectByProgram(url, inject('adminToken'), one.id);
    await page.locator('.desk-actions').getByText('1 perkara dipilih').waitFor();
    await close();
  });

  it('says that a session has ended, and not that the network is away', async () => {
    const { id } = await heldPrice();
    const { page, close } = await openPortal(browser(), server, DESK);
    await row(page, id).waitFor();
    await pick(page, id);
    await page.context().clearCookies();
    await decide(page, 'Tolak');
    await page.getByText('Keputusan belum terkirim karena sesi Anda sudah berakhir').waitFor();
    const again = page.getByRole('main').getByRole('link', { name: /^Masuk (lagi|di tab lain)$/ });
    await again.nth(1).waitFor();
    // Both lead back to the case that is open.
    for (const link of await again.all())
      expect(await link.getAttribute('href')).toBe(`/masuk?next=%2Fportal%2Ftinjau#${id}`);
    await close();
  });

  it('opens the case of a link for whoever has to sign in first', async () => {
    const { id } = await heldPrice();
    await heldPrice();
    const person = await createTestPerson(server.databaseUrl, { role: 'validator' });
    const { page, close } = await openPage(browser(), server.url, { path: `/portal/tinjau#${id}` });
    await page.getByLabel('Alamat surel').fill(person.email);
    await page.getByLabel('Kata sandi').fill(person.password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.locator(`.queue-current[data-case="${id}"]`).waitFor();
    await close();
  });
});
