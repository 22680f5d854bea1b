import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { DESK, decide, holdPrice, NOTE, pick, row } from '../support/review-desk';
import { expectSound } from '../support/sound-page';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const GOODS = 'ikan-kembung';
const LARGE = /Keputusan ini berdampak besar: rata-rata provinsi bergerak [+−-]\d/;

/** A decision up to the moment before it is sent. */
async function begin(page: Page, act: string): Promise<void> {
  await page.locator('.desk-actions').getByRole('button', { name: act }).click();
  await page.getByLabel(/Penjelasan/).fill(NOTE);
}

const large = (page: Page) => page.getByRole('status').getByText(LARGE);
const send = (page: Page) => page.getByRole('button', { name: 'Kirim keputusan' }).click();

describe.skipIf(!ready)('a decision that takes two people', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  /** A price ten times too high beside a usual one of the same market, opened at the desk of so many people. */
  async function held(people: 1 | 2) {
    const { id, device } = await holdPrice(url, inject('adminToken'), { [GOODS]: 426_000 });
    await device.post(device.reading({ prices: { [GOODS]: 42_600 } }));
    const desks = await Promise.all(Array.from({ length: people }, () => openPortal(browser, server, DESK)));
    for (const { page } of desks) {
      await row(page, id).waitFor();
      await pick(page, id);
    }
    return desks;
  }

  it('says so before it is sent, with what it moves, and of a correction as its price is typed', async () => {
    const [desk] = await held(1);
    if (desk === undefined) throw new Error('nobody is at the desk');
    const { page, complaints, close } = desk;
    await begin(page, 'Tolak');
    expect(await large(page).count()).toBe(0);
    await page.keyboard.press('Escape');
    await begin(page, 'Koreksi');
    const price = page.getByLabel('Harga yang benar');
    await price.fill('180.000');
    await large(page).waitFor();
    await price.fill('42.700');
    await large(page).waitFor({ state: 'detached' });
    await price.fill('180.000');
    await large(page).waitFor();
    await expectSound(page);
    await send(page);
    await page.getByText('Usulan tercatat.').waitFor();
    await decide(page, 'Tarik usulan');
    await page.getByText('Usulan ditarik.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is declined with a reason, also an undo, and the first person sees it without a reload', async () => {
    const desks = await held(2);
    const [first, second] = desks.map(({ page }) => page);
    if (first === undefined || second === undefined) throw new Error('nobody is at the desk');
    await begin(first, 'Terima');
    await large(first).waitFor();
    await send(first);
    await first.getByText('Usulan tercatat.').waitFor();
    await second.locator('.banner').getByText('Ada usulan: Terima').waitFor();
    await begin(second, 'Terima');
    await second.getByText('Anda orang kedua').waitFor();
    await send(second);
    await second.getByText('Keputusan tercatat.').waitFor();
    await first.locator('.report-state').getByText('Sudah diputus').waitFor();
    await first.getByText(/Bila keputusan dibatalkan, rata-rata provinsi bergerak/).waitFor();
    await begin(first, 'Batalkan');
    await large(first).waitFor();
    await send(first);
    await first.locator('.banner').getByText('Anda mengusulkan agar keputusan terakhir dibatalkan').waitFor();
    await second.locator('.banner').getByText('Ada usulan untuk membatalkan keputusan terakhir').waitFor();
    await begin(second, 'Tolak usulan');
    await second.locator('.decision-form select').selectOption('not_convinced');
    await expectSound(second);
    await send(second);
    await second.getByText('Usulan ditolak. Keadaan sebelumnya berlaku lagi.').waitFor();
    for (const page of [first, second]) {
      await page.locator('.report-state').getByText('Sudah diputus').waitFor();
      const last = page.locator('.events > li').last();
      await last.getByText('Usulan diakhiri').waitFor();
      await last.getByText('Usulan tidak meyakinkan').waitFor();
      expect(await page.getByRole('button', { name: /usulan/ }).count()).toBe(0);
    }
    for (const { complaints, close } of desks) {
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
