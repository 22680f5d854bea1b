import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { registerTestDevice, type TestDevice } from './device';

export const NOTE = 'Ditelepon, pedagang salah menulis satu nol';
export const DESK = { path: '/portal/tinjau', role: 'validator' } as const;
/** As a phone shows it. */
export const DESK_ON_PHONE = { ...DESK, width: 360, height: 740 } as const;

export interface Held {
  readonly id: number;
  readonly device: TestDevice;
}

/** A price with a zero too many, which is held. */
export async function holdPrice(
  url: string,
  adminToken: string,
  prices: Readonly<Record<string, number>> = { 'beras-medium': 135_000 },
  market?: string,
): Promise<Held> {
  const device = await registerTestDevice(url, adminToken, market);
  const answer = await device.post(device.reading({ prices }));
  const body = (await answer.json()) as { prices: { ledger_index: number }[] };
  return { id: body.prices[0]?.ledger_index ?? -1, device };
}

/** A line of the queue. */
export const row = (page: Page, id: number) => page.locator(`[data-case="${id}"]`);

/** Opens a case out of the queue. */
export async function pick(page: Page, id: number): Promise<void> {
  await row(page, id).locator('.queue-open').click();
  await page.locator(`.queue-current[data-case="${id}"]`).waitFor();
  await page.locator('.events').waitFor();
}

/** @param act name of its button */
export async function decide(page: Page, act: string, note = NOTE): Promise<void> {
  await page.locator('.desk-actions').getByRole('button', { name: act }).click();
  await page.getByLabel(/Penjelasan|Pertanyaan/).fill(note);
  await page.getByRole('button', { name: 'Kirim keputusan' }).click();
}

/** Rejects a price through the door for programs. @returns the status */
export function rejectByProgram(url: string, adminToken: string, id: number): Promise<number> {
  return decideByProgram(url, adminToken, id, { decision: 'reject', reason: 'typing_error' });
}

/** Decides through the door for programs. @returns the status */
export async function decideByProgram(
  url: string,
  adminToken: string,
  id: number,
  decision: { readonly decision: string; readonly reason: string; readonly note?: string },
): Promise<number> {
  const answer = await fetch(`${url}/api/review/${id}/decision`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ note: NOTE, ...decision }),
  });
  return answer.status;
}

/** Makes a device somebody's, since before it was registered. */
export async function handOver(databaseUrl: string, deviceId: string, userId: string): Promise<void> {
  await asked(
    databaseUrl,
    `INSERT INTO device_holder (device_id, user_id, since) VALUES ($1, $2, now() - interval '1 hour')`,
    [deviceId, userId],
  );
}

export async function marketOf(databaseUrl: string, id: number): Promise<number> {
  const rows = await asked(databaseUrl, 'SELECT market_id AS m FROM observation WHERE id = $1', [id]);
  return Number(rows[0]?.m ?? 0);
}

async function asked(databaseUrl: string, text: string, values: readonly (string | number)[]) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
