import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { enter, install, newPhone, registerField, sendDrafts, show, typePrice } from '../support/field';
import { signedInPerson } from '../support/people';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const databaseUrl = inject('serverDatabaseUrl');
const ready = await hasBrowser();
const ABSURD = 1_900_000;
/** More than the time between two looks at what is asked. */
const A_WHILE_MS = 31_000;
const QUESTION = 'Apakah ini harga satu kilogram?';

describe.skipIf(!ready)('a question of a reviewer', () => {
  const browser = testBrowser();

  const showAs = (page: Page, state: 'visible' | 'hidden') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    }, state);

  it('comes to the open page of the phone that reported, stays without a network, and goes with the answer', async () => {
    const device = await registerField(url, inject('adminToken'));
    const phone = await newPhone(browser(), url);
    const { page } = phone;
    await page.clock.install();
    await install(phone, device.enrolmentUrl);
    await enter(page, 'gula-konsumsi', ABSURD);
    await sendDrafts(page);
    const seal = page.locator('.field-card a[href^="/verify?i="]').first();
    await seal.waitFor();
    // What sending fetches afterwards is over, too; from here on only time passes.
    await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
    const id = Number((await seal.getAttribute('href'))?.split('=')[1]);

    const { cookie } = await signedInPerson(url, databaseUrl, {
      name: 'Bu Sari',
      role: 'validator',
      regionId: 31,
    });
    const asked = await fetch(`${url}/api/review/${id}/decision`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'ask_again', reason: 'recheck_unit', note: QUESTION }),
    });
    expect(asked.status, await asked.text()).toBe(200);

    await show(page, '');
    await page.locator('.field-items').waitFor();
    let looks = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/field/requests')) looks++;
    });
    await showAs(page, 'hidden');
    await page.clock.fastForward(A_WHILE_MS);
    await showAs(page, 'visible');
    expect(looks).toBe(0);
    await page.clock.fastForward(A_WHILE_MS);
    await page.getByText(QUESTION).waitFor();
    expect(looks).toBe(1);
    if (process.env.SMP_SHOTS !== undefined)
      await page.screenshot({ path: `${process.env.SMP_SHOTS}/field-asked.png` });
    await phone.context.setOffline(true);
    await page.getByRole('button', { name: 'Catat lagi' }).click();
    await page.locator('.field-entry[data-item="gula-konsumsi"]').waitFor();
    await typePrice(page, 'gula-konsumsi', 18_000);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.waitForFunction(() => !window.location.hash.includes('gula-konsumsi'));
    await sendDrafts(page);
    await show(page, '');
    await page.locator('.field-items').waitFor();
    await page.getByText(QUESTION).waitFor({ state: 'detached' });
    await phone.context.setOffline(false);
    const open = async () => {
      const answer = await fetch(`${url}/api/field/requests`, {
        headers: { authorization: `Bearer ${device.token}` },
      });
      return ((await answer.json()) as { requests: unknown[] }).requests.length;
    };
    await expect.poll(open, { timeout: 30_000 }).toBe(0);
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });
});
