import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser';
import { openPortal } from '../support/portal-page';
import { expectSound } from '../support/sound-page';

const server = { url: inject('serverUrl'), databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

describe.skipIf(!ready)('events', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('are recorded, seen by everybody, and withdrawn after a question', async () => {
    const { page, complaints, close } = await openPortal(browser, server, {
      path: '/portal/peristiwa',
      role: 'analyst',
      regionId: 31,
    });
    const form = page.locator('#isian');
    await form.getByRole('button', { name: 'Simpan peristiwa' }).waitFor();
    await form.getByLabel('Apa yang terjadi').selectOption('flood');
    await form.getByLabel('Cerita dalam bahasa Indonesia').fill('Jalan Pasar Uji terendam');
    await form.getByLabel('Sumber, misalnya').fill('BPBD uji');
    expect(await form.getByLabel('Provinsi').locator('option').allTextContents()).toEqual(['DKI Jakarta']);
    await form.getByRole('button', { name: 'Simpan peristiwa' }).click();
    await page.getByText('Peristiwa tercatat.').waitFor();
    await expectSound(page);
    const answer = await fetch(`${server.url}/api/public/events?region=31`);
    const { events } = (await answer.json()) as { events: object[] };
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'flood', text_id: 'Jalan Pasar Uji terendam' }),
    );
    const line = page.locator('li.event', { hasText: 'Jalan Pasar Uji terendam' });
    await line.getByText('Ubah', { exact: true }).click();
    await line.getByRole('button', { name: 'Tarik' }).click();
    await line.getByRole('button', { name: 'Ya: Tarik' }).click();
    await line.waitFor({ state: 'detached' });
    await page.locator('.said').getByText('Ditarik.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('are seen by an auditor, who changes nothing', async () => {
    const { page, complaints, close } = await openPortal(browser, server, {
      path: '/portal/peristiwa',
      role: 'auditor',
      theme: 'dark',
      width: 360,
      locale: 'en',
    });
    expect(await page.locator('#isian').count()).toBe(0);
    await expectSound(page);
    expect(complaints).toEqual([]);
    await close();
  });
});
