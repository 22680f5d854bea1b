import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { DESK_ON_PHONE, decide, holdPrice, NOTE, row } from '../support/review-desk';
import { expectSound } from '../support/sound-page';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();
const heldPrice = () => holdPrice(url, inject('adminToken'));

describe.skipIf(!ready)('an official who reviews on a phone', () => {
  const browser = testBrowser();

  it('leads back to the queue on a phone, and opens the same case again after a reload', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser(), server, DESK_ON_PHONE);
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

  it('decides about several on a phone, where the queue fills the screen', async () => {
    const [one, two] = [await heldPrice(), await heldPrice()];
    const { page, close } = await openPortal(browser(), server, DESK_ON_PHONE);
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

  it('keeps what was written about a case on the way back to the queue, until it is sent', async () => {
    const { id } = await heldPrice();
    const { page, complaints, close } = await openPortal(browser(), server, DESK_ON_PHONE);
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
});
