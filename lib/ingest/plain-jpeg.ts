/** Longest and highest picture that is taken, pixels. */
const MAX_SIDE = 4_096;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
const APP0 = 0xe0;
const APP15 = 0xef;
/** Start-of-frame markers: C0–CF without C4 (Huffman), C8 (reserved) and CC (arithmetic). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The picture alone, without anything that tells where, when or by what it was taken (EXIF, XMP, comments).
 * JPEG, ITU-T T.81 annex B; of the application segments only JFIF's own is kept.
 *
 * @returns `null` for what is no whole JPEG of a sensible size
 */
export function plainJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (!begins(bytes) || !ends(bytes)) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let framed = false;
  for (let at = 2; ; ) {
    const found = segmentAt(bytes, at);
    if (found === null) return null;
    const { marker, end } = found;
    if (marker === SOS) return framed ? joined([...kept, bytes.subarray(at)]) : null;
    if (isFrame(marker)) {
      if (!sensible(word(bytes, at + 5)) || !sensible(word(bytes, at + 7))) return null;
      framed = true;
    }
    if (!tells(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

const begins = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;
const ends = (bytes: Uint8Array) => bytes.at(-2) === 0xff && bytes.at(-1) === EOI;
const tells = (marker: number) => marker === COMMENT || (marker > APP0 && marker <= APP15);

/** The segment that begins there; `null` when none does, or when it does not end within the picture. */
function segmentAt(bytes: Uint8Array, at: number): { readonly marker: number; readonly end: number } | null {
  const marker = bytes[at + 1] ?? 0;
  const end = at + 2 + word(bytes, at + 2);
  if (bytes[at] !== 0xff || marker < 0xc0 || end < at + 4 || end > bytes.length) return null;
  return { marker, end };
}

const word = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const sensible = (side: number) => side >= 1 && side <= MAX_SIDE;

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
