import type { Locator } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import type { AlertNews } from '@/lib/live/alert-news';
import { alertNews } from '../support/alert-news';
import { hasBrowser, openPage } from '../support/browser';
import { registerTestDevice } from '../support/device';
import { openPortal } from '../support/portal-page';
import { holdPrice, pick, row } from '../support/review-desk';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const server = { url, databaseUrl: inject('serverDatabaseUrl') };
const ready = await hasBrowser();

const focused = (part: Locator) => part.evaluate((element) => element === document.activeElement);

describe.skipIf(!ready)('the keyboard', () => {
  const browser = testBrowser();

  it('walks on from what it chose while the choice is still being fetched, and the last one wins', async () => {
    const { page, close } = await openPage(browser(), url, { path: '/dashboard/map/' });
    await page.locator('.live-live').waitFor();
    const choice = page.locator('.map-controls select');
    const codes = await choice
      .locator('option')
      .evaluateAll((all) => all.map((o) => o.getAttribute('value')));
    const [first, last] = [codes[1] ?? '', codes[2] ?? ''];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**/api/public/map?commodity=${first}`, async (route) => {
      await held;
      await route.continue();
    });
    await choice.selectOption(first);
    expect(await choice.inputValue()).toBe(first);
    await choice.selectOption(last);
    const name = await choice.locator(`option[value="${last}"]`).textContent();
    await page.locator('.map-caption', { hasText: name ?? '' }).waitFor();
    const late = page.waitForResponse((answer) => answer.url().endsWith(`commodity=${first}`));
    release();
    await late;
    expect(await choice.inputValue()).toBe(last);
    expect(await page.locator('.map-caption').textContent()).toContain(name ?? '');
    await close();
  });

  it('comes into what a mark of the map says, hears the map in its language, and goes back by Escape', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    await device.post(device.reading({ prices: { 'bawang-merah': 40_000 } }));
    const path = '/dashboard/map/?commodity=bawang-merah&measure=level&layer=regions';
    const { page, close } = await openPage(browser(), url, { path });
    const map = page.getByRole('group', { name: 'Peta Indonesia' });
    await map.getByRole('button', { name: 'Perbesar' }).waitFor();
    const mark = page.locator('.leaflet-marker-icon[title^="DKI Jakarta"]');
    await mark.focus();
    await page.keyboard.press('Enter');
    const said = page.getByRole('dialog', { name: 'DKI Jakarta' });
    await expect.poll(() => focused(said)).toBe(true);
    await said.getByRole('button', { name: 'Tutup keterangan' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(said.getByRole('link'))).toBe(true);
    await page.keyboard.press('Escape');
    await said.waitFor({ state: 'detached' });
    expect(await focused(mark)).toBe(true);
    await close();
  });

  it('stays on a group of alerts that shrinks to one and changes places meanwhile', async () => {
    const { page, close } = await openPage(browser(), url, { path: '/metode' });
    const one = (seq: number, commodity: string, level: AlertNews['level']) =>
      alertNews(seq, { kind: 'reference', commodity, level, evidence: { gap: 0.2 } });
    let alerts = [1, 2].map((seq) => one(seq, 'bawang-merah', 'critical'));
    await page.route('**/api/public/alerts/live?*', async (route) => {
      const answer = await route.fetch();
      const said = { ...(await answer.json()), seq: 1_000_000, open: alerts.length, alerts };
      await route.fulfill({ response: answer, json: said });
    });
    await page.goto(`${url}/peringatan`);
    const group = page.locator('.alert-group summary');
    await group.focus();
    await page.keyboard.press('Enter');
    alerts = [
      one(3, 'beras-medium', 'critical'),
      one(4, 'beras-medium', 'critical'),
      one(1, 'bawang-merah', 'info'),
    ];
    await page.context().setOffline(true);
    await page.locator('.live-offline').waitFor();
    await page.context().setOffline(false);
    await page.getByText('3 peringatan').waitFor();
    expect(await focused(group)).toBe(true);
    await page.keyboard.press('Tab');
    await page.locator('.alert-group', { hasText: 'Beras Medium' }).waitFor();
    expect(await page.locator('.alert-group').count()).toBe(1);
    await close();
  });

  it('is led to the question of a form, takes it back by Escape, and stands on the button again', async () => {
    const { page, close } = await openPortal(browser(), server, { path: '/portal/akun', role: 'admin' });
    const act = page.getByRole('button', { name: 'Keluarkan yang lain' });
    await act.focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog');
    await expect.poll(() => focused(question)).toBe(true);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => focused(act)).toBe(true);
    await close();
  });

  it('stands on the button again when a decision is given up', async () => {
    const { id } = await holdPrice(url, inject('adminToken'));
    const { page, close } = await openPortal(browser(), server, {
      path: '/portal/tinjau',
      role: 'validator',
    });
    await row(page, id).waitFor();
    await pick(page, id);
    const reject = page.locator('.desk-actions').getByRole('button', { name: 'Tolak' });
    await reject.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'Tolak' });
    await form.waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await expect.poll(() => focused(reject)).toBe(true);
    await close();
  });
});
