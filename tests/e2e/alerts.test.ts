import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { signedInPerson } from '../support/people';

const url = inject('serverUrl');
const ready = await hasBrowser();

describe.skipIf(!ready)('an alert by an official', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('is seen by the public at once, and is gone when the official ends it', async () => {
    const words = `Jembatan ke pasar putus ${randomUUID().slice(0, 8)}`;
    const reader = await openPage(browser, url, { path: '/peringatan', locale: 'id', width: 360 });
    await reader.page.locator('.live-live').waitFor();
    const desk = async () => {
      const { cookie } = await signedInPerson(url, inject('serverDatabaseUrl'), { role: 'validator' });
      const opened = await openPage(browser, url, { path: '/portal/peringatan', width: 1280, cookie });
      await opened.page.locator('.live-live').waitFor();
      await opened.page.locator('summary', { hasText: 'Buat peringatan' }).click();
      return opened;
    };
    const [official, colleague] = [await desk(), await desk()];
    const begun = colleague.page.getByLabel('Apa yang terjadi');
    await begun.fill('Gudang beras di');
    const form = official.page.getByRole('form', { name: 'Buat peringatan' });
    await form.getByLabel('Apa yang terjadi').fill(words);
    await form.getByLabel('Sumber').fill('Dinas Perdagangan');
    // Enter in a line sends a form: what everybody will read is shown before they do.
    await form.getByLabel('Sumber').press('Enter');
    await form.getByRole('alertdialog').getByText(words).waitFor();
    await form.getByText('untuk Seluruh Indonesia, Semua komoditas, langsung terlihat').waitFor();
    expect(await official.page.getByText('Peringatan terbit.').count()).toBe(0);
    await form.getByRole('button', { name: 'Ya: Terbitkan peringatan' }).click();
    await official.page.getByText('Peringatan terbit.').waitFor();
    await reader.page.getByText(words).waitFor();
    // The desk of somebody else moves too, under what they are writing.
    await colleague.page.locator('.alert-case', { hasText: words }).waitFor();
    expect(await begun.inputValue()).toBe('Gudang beras di');
    const held = official.page.locator('.alert-case', { hasText: words });
    await held.locator('summary').click();
    await held.getByLabel('Alasan mengakhiri').fill('Jembatan darurat sudah dibuka');
    await held.getByRole('button', { name: 'Akhiri' }).click();
    await reader.page.getByText(words).waitFor({ state: 'detached' });
    await held.waitFor({ state: 'detached' });
    await colleague.page.locator('.alert-case', { hasText: words }).waitFor({ state: 'detached' });
    expect(await begun.inputValue()).toBe('Gudang beras di');
    expect([reader, official, colleague].flatMap(({ complaints }) => complaints)).toEqual([]);
    await official.page.setViewportSize({ width: 360, height: 740 });
    const spill = await official.page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(spill).toBeLessThanOrEqual(0);
    await reader.close();
    await official.close();
    await colleague.close();
  });
});
