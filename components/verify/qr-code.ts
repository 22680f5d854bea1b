import encodeQr from 'qr';
import decodeQr from 'qr/decode.js';

const MODULE = 6;
const QUIET = 4;

/** A QR picture of a text as black on white, each module a whole number of pixels. @throws Error when it does not fit */
export function qrPicture(text: string): HTMLCanvasElement {
  const modules = encodeQr(text, 'raw', { ecc: 'low', encoding: 'byte', border: QUIET });
  const canvas = document.createElement('canvas');
  canvas.width = modules.length * MODULE;
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no pictures');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000000';
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(x * MODULE, y * MODULE, MODULE, MODULE);
    });
  });
  return canvas;
}

/** Photos of phones have far more pixels than a code needs. */
const SIZES = [1_400, 2_200, 900];
const PATIENCE_MS = 1_500;

/** The text of the QR code in a picture. @throws Error when none is found */
export async function readQrPicture(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  let last: unknown = new Error('no QR code');
  for (const size of SIZES) {
    const scale = Math.min(1, size / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = canvas.getContext('2d');
    if (context === null) break;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQr({ width, height, data }, { timeLimit: PATIENCE_MS });
    } catch (error) {
      last = error;
    }
    if (scale === 1) break;
  }
  throw last;
}
