import type { Pool } from 'pg';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { counts, install, type Phone, type Registered, registerField, untilOffline } from './field';

/** Registers a phone that may from now on be taken where there is no network. */
export async function takeAway(phone: Phone, url: string, adminToken: string): Promise<Registered> {
  const device = await registerField(url, adminToken);
  await install(phone, device.enrolmentUrl);
  await untilOffline(phone.page);
  return device;
}

/** Waits until the page counts that many prices as sent. */
export async function untilSent(page: Page, sent: number): Promise<void> {
  await expect.poll(async () => (await counts(page)).sent, { timeout: 20_000 }).toBe(sent);
}

/** Every price that the server holds of one device, oldest first. */
export async function storedOf(
  pool: Pool,
  deviceId: string,
): Promise<readonly { readonly price: number; readonly observed_at: Date; readonly reading: string }[]> {
  const { rows } = await pool.query<{ price: number; observed_at: Date; reading: string }>(
    `SELECT o.price, o.observed_at, r.id::text AS reading FROM reading r JOIN observation o ON o.reading_id = r.id
     WHERE r.device_id = $1 ORDER BY o.id`,
    [deviceId],
  );
  return rows;
}
