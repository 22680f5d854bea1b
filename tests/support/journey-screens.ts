import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from './browser';
import { enter, newPhone, sendDrafts, untilOffline } from './field';
import { busyMarket, lastPrice } from './field-screens';
import { browserThatSees, enrolByCamera, registerByForm, signInByForm } from './journey';
import { createTestPerson, signedInPerson } from './people';

const DEVICE = 'HP-PASAR-01';
const DESK = { width: 1280, height: 800 } as const;
/** Long enough for live figures, charts and the land of the map. */
const SETTLE_MS = 2_500;

/** Where pictures go, and what they are of. */
interface Journey {
  readonly url: string;
  readonly databaseUrl: string;
  readonly folder: string;
  /** For the camera's video. */
  readonly scratch: string;
}

/**
 * Pictures of the way of a price, in light Indonesian: sign-in, a device, its QR, a round without a network, the receipt
 * and its proof, the board, the review of a held price, the audit.
 */
export async function takeJourneyPictures(journey: Journey): Promise<readonly string[]> {
  const { url, databaseUrl, folder, scratch } = journey;
  const files: string[] = [];
  const shoot = async (page: Page, name: string) => {
    await page.waitForTimeout(SETTLE_MS);
    const path = join(folder, `journey-${files.length + 1}-${name}.png`);
    await page.screenshot({ path });
    files.push(path);
  };
  const person = await createTestPerson(databaseUrl, { name: 'Ibu Sari Wulandari' });
  const market = await busyMarket(url);
  const { browser, desk, qr } = await atTheDesk(url, person, market, shoot);
  const camera = await browserThatSees(qr, join(scratch, 'camera.y4m'));
  const phone = await newPhone(camera, url);
  const { page } = phone;
  await enrolByCamera(page, url, () => shoot(page, 'scan'));
  await untilOffline(page);
  await phone.context.setOffline(true);
  await enter(page, 'beras-medium', await lastPrice(url, market, 'beras-medium'));
  await enter(page, 'gula-konsumsi', 10 * (await lastPrice(url, market, 'gula-konsumsi')));
  await sendDrafts(page);
  await shoot(page, 'offline');
  await phone.context.setOffline(false);
  const receipt = page.locator('.field-card-sent a[href^="/verify?i="]').first();
  await receipt.waitFor();
  await shoot(page, 'receipt');
  await page.goto(url + (await receipt.getAttribute('href')));
  await page.locator('.verdict').waitFor();
  await shoot(page, 'proof');
  await desk.goto(url);
  await shoot(desk, 'board');
  const { cookie } = await signedInPerson(url, databaseUrl, { name: 'Pak Wayan', role: 'validator' });
  const office = await openPage(browser, url, { path: '/portal/tinjau', cookie, ...DESK });
  await review(office.page, () => shoot(office.page, 'review'));
  await desk.goto(`${url}/portal/audit`);
  await shoot(desk, 'audit');
  await Promise.all([browser.close(), camera.close()]);
  return files;
}

async function atTheDesk(
  url: string,
  person: { readonly email: string; readonly password: string },
  market: string,
  shoot: (page: Page, name: string) => Promise<void>,
) {
  const browser = await launchBrowser();
  const { page: desk } = await openPage(browser, url, { path: '/masuk', ...DESK });
  await shoot(desk, 'sign-in');
  await signInByForm(desk, person.email, person.password);
  await desk.getByRole('heading', { name: /^Selamat datang/ }).waitFor();
  await desk.goto(`${url}/portal/perangkat/baru`);
  const qr = await registerByForm(desk, DEVICE, market);
  await desk.getByRole('img', { name: `Kode QR untuk ${DEVICE}` }).evaluate((shown) => {
    shown.scrollIntoView({ block: 'center' });
  });
  await shoot(desk, 'device');
  return { browser, desk, qr };
}

/** Corrects the price of our phone, with a picture just before it is sent. */
async function review(page: Page, shoot: () => Promise<void>): Promise<void> {
  await page.locator('.queue-row', { hasText: 'Gula' }).last().locator('.queue-open').click();
  await page.getByRole('heading', { name: 'Riwayat perkara' }).waitFor();
  await page.getByRole('button', { name: /^Tolak/ }).click();
  await page.getByLabel(/^Penjelasan/).fill('Ditelepon, pedagang salah menulis satu nol');
  await shoot();
  await page.getByRole('button', { name: 'Kirim keputusan' }).click();
  await page.getByText('Keputusan tercatat.').waitFor();
}
