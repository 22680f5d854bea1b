import { describe, expect, inject, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { counts, enter, install, newPhone, type Phone, registerField, sendDrafts } from '../support/field';
import { storedOf, takeAway, untilSent } from '../support/field-queue';
import { serverPool } from '../support/server-pool';
import { testBrowser } from '../support/test-browser';

const url = inject('serverUrl');
const ready = await hasBrowser();
const DAY_MS = 86_400_000;

describe.skipIf(!ready)('the name that a phone sends under', () => {
  const browser = testBrowser();
  const pool = serverPool();

  /** Registers a phone, on which a price waits, under another name; that price is set aside, and nothing can be sent. */
  async function renamed(phone: Phone) {
    const old = await takeAway(phone, url, inject('adminToken'));
    await phone.context.setOffline(true);
    await enter(phone.page, 'beras-medium', 13_500);
    await sendDrafts(phone.page);
    const other = await registerField(url, inject('adminToken'));
    await phone.page.goto('about:blank');
    await phone.page.goto(other.enrolmentUrl);
    // The queue must not leave under the old name either before the tap.
    await phone.context.route('**/ingest', (route) => route.abort());
    await phone.context.setOffline(false);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await expect.poll(async () => (await counts(phone.page)).attention, { timeout: 20_000 }).toBe(1);
    return { old, other };
  }

  it('keeps the queue and says what to do when the device is locked out, and sends after a new code', async () => {
    const phone = await newPhone(browser(), url);
    const device = await takeAway(phone, url, inject('adminToken'));
    await pool.query(
      `UPDATE device SET token_version = token_version + 1, changed_at = now() WHERE id = $1`,
      [device.deviceId],
    );
    await enter(phone.page, 'beras-medium', 13_700);
    await expect
      .poll(
        async () =>
          (await fetch(`${url}/api/field/round`, { headers: { authorization: `Bearer ${device.token}` } }))
            .status,
        { timeout: 10_000 },
      )
      .toBe(401);
    await sendDrafts(phone.page);
    await phone.page.getByRole('alert').filter({ hasText: '1 harga yang menunggu tetap aman' }).waitFor();
    expect(await counts(phone.page)).toMatchObject({ waiting: 1 });
    // The server did answer: what the outbox says of a network would send nobody to the administrator.
    expect(await phone.page.getByText('Server belum menjawab').count()).toBe(0);
    const again = await registerField(url, inject('adminToken'), 'PASAR-001', device.deviceId);
    await phone.page.goto(again.enrolmentUrl);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await untilSent(phone.page, 1);
    expect((await storedOf(pool, device.deviceId)).map((s) => s.price)).toEqual([13_700]);
    await phone.context.close();
  });

  it('renews a token that ends soon, long before it does', async () => {
    const phone = await newPhone(browser(), url);
    const device = await registerField(url, inject('adminToken'));
    const soon = new Date(Date.now() + 10 * DAY_MS).toISOString();
    const shown: (string | undefined)[] = [];
    await phone.context.route('**/api/auth/token', async (route) => {
      shown.push(route.request().headers().authorization);
      const answer = await route.fetch();
      const body = (await answer.json()) as Record<string, string>;
      await route.fulfill({
        response: answer,
        json: shown.length === 1 ? { ...body, expires_at: soon } : body,
      });
    });
    await install(phone, device.enrolmentUrl);
    await expect.poll(() => shown.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    expect(shown[0]).toBeUndefined();
    expect(shown[1]).toMatch(/^Bearer eyJ/);
    const asked = shown.length;
    await enter(phone.page, 'beras-medium', 13_500);
    await sendDrafts(phone.page);
    await untilSent(phone.page, 1);
    expect(shown).toHaveLength(asked);
    await phone.context.close();
  });

  it('never sends under a new name what was typed under an old one, and sends it once the old name is back', async () => {
    const phone = await newPhone(browser(), url);
    const { old, other } = await renamed(phone);
    await phone.page.goto(`${url}/field#/outbox`);
    await phone.page.getByText(`terdaftar sebagai ${old.deviceId}`).waitFor();
    expect(await storedOf(pool, other.deviceId)).toEqual([]);
    await phone.context.unroute('**/ingest');
    await phone.page.goto('about:blank');
    await phone.page.goto(
      (await registerField(url, inject('adminToken'), 'PASAR-001', old.deviceId)).enrolmentUrl,
    );
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await untilSent(phone.page, 1);
    expect((await storedOf(pool, old.deviceId)).map((s) => s.price)).toEqual([13_500]);
    await phone.context.close();
  });

  it('takes its old name back while it is still busy under another, and forgets nothing of either', async () => {
    const phone = await newPhone(browser(), url);
    const { old, other } = await renamed(phone);
    await phone.context.unroute('**/ingest');
    const again = await registerField(url, inject('adminToken'), 'PASAR-001', old.deviceId);
    await phone.page.goto('about:blank');
    // A slow line: the round of the other name is on its way when the tap comes, and arrives after it.
    let asked = 0;
    await phone.context.route('**/api/field/round', async (route) => {
      asked += 1;
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 3_000));
      await route.continue().catch(() => undefined);
    });
    await phone.page.goto(again.enrolmentUrl);
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
    await phone.page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
    await untilSent(phone.page, 1);
    expect((await storedOf(pool, old.deviceId)).map((s) => s.price)).toEqual([13_500]);
    expect(await storedOf(pool, other.deviceId)).toEqual([]);
    await phone.page.goto(`${url}/field#/settings`);
    await phone.page.getByText(old.deviceId).first().waitFor();
    await phone.context.close();
  });
});
