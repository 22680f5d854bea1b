import decodeQR from 'qr/decode.js';

export interface Frame {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export interface Scanned {
  /** What the QR in the picture says; `null` when none can be read. */
  readonly text: string | null;
}

function read(frame: Frame): string | null {
  try {
    return decodeQR(frame);
  } catch {
    return null;
  }
}

self.onmessage = ({ data }: MessageEvent<Frame>) => {
  self.postMessage({ text: read(data) } satisfies Scanned);
};
