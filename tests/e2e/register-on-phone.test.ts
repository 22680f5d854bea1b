import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { testBrowser } from '../support/test-browser';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

describe.skipIf(!ready)('a device that is registered on a phone', () => {
  const browser = testBrowser();

  it('has what became of it brought before the eyes of whoever holds the phone', async () => {
    const path = '/portal/perangkat/baru';
    const { page, close } = await openPortal(browser(), server, { path, width: 360 });
    const device = `DEV-E2E-P-${Date.now()}`;
    const register = async () => {
      await page.getByLabel('ID perangkat').fill(device);
      await page.getByLabel('Pasar').selectOption('PASAR-001');
      await page.getByRole('button', { name: 'Daftarkan', exact: true }).click();
    };
    const top = async () => (await page.locator('.report').boundingBox())?.y ?? -1;
    await register();
    await page.getByRole('img', { name: `Kode QR untuk ${device}` }).waitFor();
    await expect.poll(top).toBeGreaterThanOrEqual(0);
    expect(await top()).toBeLessThan(200);
    await register();
    await page.getByText('0 berhasil, 1 ditolak').waitFor();
    await expect.poll(top).toBeGreaterThanOrEqual(0);
    expect(await top()).toBeLessThan(700);
    // It came of a form: there is no line of a list to speak of.
    expect(await page.locator('.report').getByText('Baris').count()).toBe(0);
    await close();
  });
});
