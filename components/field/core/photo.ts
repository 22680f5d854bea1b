/** What the server takes at most, bytes. */
const MAX_BYTES = 200 * 1024;

/** Tried in order until the picture is small enough: longest width in pixels, quality 0–1. */
const TRIES = [
  [1280, 0.75],
  [1280, 0.55],
  [960, 0.55],
  [640, 0.5],
  [480, 0.3],
] as const;

/**
 * What the camera shows now as a small JPEG, Base 64. Drawn anew on a canvas, it carries nothing that tells where
 * or by what it was taken.
 */
export async function photoOf(screen: HTMLVideoElement): Promise<string> {
  for (const [width, quality] of TRIES) {
    const blob = await drawn(screen, width, quality);
    if (blob.size <= MAX_BYTES) return toBase64(new Uint8Array(await blob.arrayBuffer()));
  }
  throw new Error('no picture of this camera is small enough');
}

function drawn(screen: HTMLVideoElement, width: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, width / screen.videoWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(screen.videoWidth * scale);
  canvas.height = Math.round(screen.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(screen, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the canvas gave no picture')) : resolve(blob)),
      'image/jpeg',
      quality,
    );
  });
}

const CHUNK = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/** SHA-256 of a Base 64 text's bytes, hex. */
export async function hashOfBase64(text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
