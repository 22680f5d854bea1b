import { crc32 } from 'node:zlib';

/** `SMPQ`: where a frame begins, so that whole frames are found again behind a damaged place. */
const MAGIC = 0x534d5051;
const MAGIC_BYTES = Buffer.from('SMPQ');
export const HEADER = 20;
/** Longer than any reading; a length beyond it is no length. */
const MAX_PAYLOAD = 1 << 20;

/** One record of a segment file: where its payload lies, and its place in the whole queue. */
export interface Frame {
  readonly seq: number;
  readonly offset: number;
  readonly length: number;
}

export interface Scan {
  readonly frames: readonly Frame[];
  /** Behind the last whole frame; what follows was never finished. */
  readonly end: number;
  /** Bytes between whole frames that are none. */
  readonly damaged: number;
}

/** magic(4) length(4) seq(8) crc(4) payload; the checksum covers length, seq and payload. */
export function encodeFrame(seq: number, payload: Buffer): Buffer {
  if (payload.length > MAX_PAYLOAD) throw new RangeError('a record may have a million bytes at most');
  const frame = Buffer.allocUnsafe(HEADER + payload.length);
  frame.writeUInt32BE(MAGIC, 0);
  frame.writeUInt32BE(payload.length, 4);
  frame.writeBigUInt64BE(BigInt(seq), 8);
  payload.copy(frame, HEADER);
  frame.writeUInt32BE(checksum(frame), 16);
  return frame;
}

/** Every whole frame in the bytes of a segment, in order; never throws, whatever the bytes are. */
export function scanFrames(bytes: Buffer): Scan {
  const frames: Frame[] = [];
  let end = 0;
  let damaged = 0;
  let at = 0;
  let last = -1;
  while (at >= 0 && at < bytes.length) {
    const frame = frameAt(bytes, at);
    if (frame === null || frame.seq <= last) {
      at = bytes.indexOf(MAGIC_BYTES, at + 1);
      continue;
    }
    damaged += at - end;
    frames.push(frame);
    last = frame.seq;
    at = frame.offset + frame.length;
    end = at;
  }
  return { frames, end, damaged };
}

function frameAt(bytes: Buffer, at: number): Frame | null {
  if (at + HEADER > bytes.length || bytes.readUInt32BE(at) !== MAGIC) return null;
  const length = bytes.readUInt32BE(at + 4);
  if (length > MAX_PAYLOAD || at + HEADER + length > bytes.length) return null;
  const whole = bytes.subarray(at, at + HEADER + length);
  if (whole.readUInt32BE(16) !== checksum(whole)) return null;
  return { seq: Number(whole.readBigUInt64BE(8)), offset: at + HEADER, length };
}

function checksum(frame: Buffer): number {
  return crc32(frame.subarray(HEADER), crc32(frame.subarray(4, 16)));
}
