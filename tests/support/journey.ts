import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { type GreyPicture, pictureVideo } from './qr-video';

/** Fills in the page of `/masuk`, in Indonesian. */
export async function signInByForm(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Alamat surel').fill(email);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

/** Registers a phone for an enumerator on `/portal/perangkat/baru`. @returns the QR that the page shows for it */
export async function registerByForm(page: Page, deviceId: string, marketId: string): Promise<GreyPicture> {
  await page.getByLabel('ID perangkat').fill(deviceId);
  await page.getByLabel('Pasar').selectOption(marketId);
  await page.getByRole('combobox', { name: 'Dipakai oleh' }).selectOption('enumerator');
  await page.getByRole('button', { name: 'Daftarkan', exact: true }).click();
  return photograph(page, `Kode QR untuk ${deviceId}`);
}

/** Just the pixels that the screen shows, so that the camera sees this QR and none of the test's own. */
async function photograph(page: Page, name: string): Promise<GreyPicture> {
  const { width, height, bytes } = await page.getByRole('img', { name }).evaluate(async (shown) => {
    if (!(shown instanceof HTMLImageElement)) throw new Error('no picture');
    await shown.decode();
    const canvas = document.createElement('canvas');
    canvas.width = shown.width;
    canvas.height = shown.height;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(shown, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { width: canvas.width, height: canvas.height, bytes: [...data].filter((_, i) => i % 4 === 0) };
  });
  return { width, height, luma: Uint8Array.from(bytes) };
}

/** A browser whose camera looks at a picture. @param film file to write the camera's video to, `.y4m` */
export async function browserThatSees(picture: GreyPicture, film: string): Promise<Browser> {
  await writeFile(film, pictureVideo(picture));
  return launchBrowser([
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
    '--use-fake-ui-for-media-stream',
  ]);
}

/** From the first visit of `/field` through the camera to the round. @param found called once the QR was read */
export async function enrolByCamera(
  page: Page,
  url: string,
  found: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  await page.goto(`${url}/field`);
  await page.getByRole('button', { name: 'Pindai QR' }).click();
  await page.getByText('Kode ditemukan').waitFor();
  await found();
  await page.getByRole('button', { name: 'Pasang perangkat ini' }).click();
  await page.locator('.field-items .field-item').first().waitFor();
}
