import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** The first packet names client and password; it has no need to be long. */
const MAX_FIRST_BYTES = 16 * 1024;
const MAX_LENGTH_BYTES = 4;

/** Reads the frame lengths of an MQTT stream as it passes: a byte of type, up to four of length, the rest. */
export function createFrameMeter(maxBytes: number): (chunk: Uint8Array) => boolean {
  let limit = MAX_FIRST_BYTES;
  let inBody = 0;
  /** Bytes of the head that were read, its type being the first. */
  let head = 0;
  let length = 0;

  /** @returns false for a frame that is too long or has no length */
  function readHead(byte: number): boolean {
    if (head > 0) length += (byte & 127) * 128 ** (head - 1);
    head += 1;
    if (head === 1 || byte > 127) return head <= MAX_LENGTH_BYTES;
    if (length > limit) return false;
    limit = maxBytes;
    inBody = length;
    head = 0;
    length = 0;
    return true;
  }

  /** @returns false from the first frame on that is too long or has no length */
  return (chunk) => {
    let i = 0;
    while (i < chunk.length) {
      const step = Math.min(inBody, chunk.length - i);
      inBody -= step;
      i += step;
      if (i < chunk.length && !readHead(chunk[i++] ?? 0)) return false;
    }
    return true;
  };
}

/**
 * A socket that ends when a packet is announced that is longer than may be, before any of it is kept: the
 * broker's parser would otherwise collect up to 256 MB for anybody who can reach the port.
 */
export class LimitedConnection extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, maxBytes: number) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    const within = createFrameMeter(maxBytes);
    socket.on('data', (chunk: Buffer) => {
      if (!within(chunk)) this.destroy(new Error('a packet is too long'));
      else if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    socket.pause();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  /** Parts of one packet leave together. */
  override _writev(parts: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat(parts.map((part) => part.chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
