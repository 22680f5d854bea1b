import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** A commodity that no other suite reports. */
const CODE = 'tepung-terigu-curah';

/** Goes to another page as a reader does, and back by the browser's button. */
async function awayAndBack(page: Page, meanwhile = async () => {}): Promise<void> {
  const here = new URL(page.url());
  await page.locator('.nav a[href="/metode"]').click();
  await page.waitForURL('**/metode');
  await meanwhile();
  await page.goBack();
  await page.waitForURL((address) => address.pathname === here.pathname);
}

describe.skipIf(!ready)('the way back to a page', () => {
  const browser = testBrowser();

  it('brings the alerts that were looked for, and not all of them', async () => {
    const { page, close } = await openPage(browser(), url, { path: '/peringatan' });
    const level = page.locator('.alert-tools select').nth(1);
    await level.selectOption('warning');
    await page.waitForURL('**/peringatan?level=warning');
    await awayAndBack(page);
    await expect.poll(() => level.inputValue()).toBe('warning');
    expect(new URL(page.url()).search).toBe('?level=warning');
    await close();
  });

  it('brings the stretch of time and the table that the address names', async () => {
    const { page, close } = await openPage(browser(), url, { path: '/komoditas/bawang-merah' });
    await page.getByRole('button', { name: '1 tahun' }).click();
    await page.waitForURL('**/komoditas/bawang-merah?from=*');
    await page.getByRole('button', { name: 'Tabel' }).click();
    await page.waitForURL('**view=table');
    const { search } = new URL(page.url());
    await awayAndBack(page);
    await page.getByRole('button', { name: '1 tahun', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Grafik' }).waitFor();
    expect(new URL(page.url()).search).toBe(search);
    await close();
  });

  it('brings the map of the commodity that was chosen, drawn as it was', async () => {
    const { page, close } = await openPage(browser(), url, { path: '/dashboard/map/' });
    await page.locator('.map-controls select').selectOption(CODE);
    await page.getByRole('radio', { name: 'Tabel' }).check();
    await page.waitForURL(`**commodity=${CODE}&**layer=table`);
    const { search } = new URL(page.url());
    await awayAndBack(page);
    await page.locator('.map-caption', { hasText: 'Tepung Terigu Curah' }).waitFor();
    await page.locator('.map-stage tbody tr').first().waitFor();
    expect(new URL(page.url()).search).toBe(search);
    await close();
  });

  it('shows the price that came in meanwhile, and not the one that the page was left with', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const { page, close } = await openPage(browser(), url);
    await page.locator('.live-live').waitFor();
    await awayAndBack(page, async () => {
      expect((await device.post(device.reading({ prices: { [CODE]: 10_500 } }))).status).toBe(202);
    });
    await page.locator(`.card:has(a[href="/komoditas/${CODE}"])`, { hasText: 'Rp\u00a010.500' }).waitFor();
    await close();
  });
});
