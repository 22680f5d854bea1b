import encodeQR from 'qr';

const WIDTH = 640;
const HEIGHT = 480;
/** Pixels of one module; small enough that a long address fits the picture with its quiet zone. */
const MODULE = 8;
const PAPER = 225;
const INK = 30;
const TABLE = 120;
const FRAMES = 5;

/** A picture as brightness, one byte a pixel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** A film of a QR held in front of a camera, as Y4M: what Chromium plays as a fake camera. */
export function qrVideo(text: string): Buffer {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
  const side = matrix.length * MODULE;
  const luma = new Uint8Array(side * side).map((_, i) => {
    const dark = matrix[Math.floor(i / side / MODULE)]?.[Math.floor((i % side) / MODULE)] === true;
    return dark ? INK : PAPER;
  });
  return pictureVideo({ width: side, height: side, luma });
}

/** A film of any picture that fits the camera, e.g. of what a screen shows. */
export function pictureVideo({ width, height, luma }: GreyPicture): Buffer {
  const left = Math.floor((WIDTH - width) / 2);
  const top = Math.floor((HEIGHT - height) / 2);
  if (left < 0 || top < 0) throw new Error(`a picture of ${width} × ${height} does not fit the camera`);
  const seen = Buffer.alloc(WIDTH * HEIGHT, TABLE);
  for (let y = 0; y < height; y++)
    seen.set(luma.subarray(y * width, (y + 1) * width), (top + y) * WIDTH + left);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), seen, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]);
}
