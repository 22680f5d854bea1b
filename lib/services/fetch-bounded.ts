import type { IncomingMessage } from 'node:http';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { refusal } from './refusals';

export interface BodyBounds {
  /** Of what travels and of what it unpacks to. */
  readonly maxBytes: number;
  readonly types: ReadonlySet<string>;
}

/** The body of an answer with status 200, of a media type that is taken, unpacked. @throws SmpError INVALID */
export async function readBounded(
  response: IncomingMessage,
  bounds: BodyBounds,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    checkHead(response, bounds);
    const unpack = unpacker(response.headers['content-encoding'] ?? 'identity');
    const chunks: Buffer[] = [];
    const keep = counting(bounds.maxBytes, (chunk) => chunks.push(chunk));
    const travels = counting(bounds.maxBytes);
    const stages: readonly Transform[] = unpack === null ? [travels, keep] : [travels, unpack, keep];
    await pipeline([response as Readable, ...stages], { signal });
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

function checkHead({ statusCode, headers }: IncomingMessage, bounds: BodyBounds): void {
  if (statusCode !== 200)
    throw refusal(
      'address',
      'bad_status',
      `It answers with status ${statusCode}; open it in a browser to see why.`,
    );
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!bounds.types.has(type)) {
    const message = `It sends ${type === '' ? 'no media type' : type.slice(0, 80)}; a source sends CSV or JSON.`;
    throw refusal('address', 'bad_type', message);
  }
  if (Number(headers['content-length'] ?? 0) > bounds.maxBytes) throw tooLarge(bounds.maxBytes);
}

function unpacker(encoding: string): Transform | null {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return null;
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'br') return createBrotliDecompress();
  throw refusal(
    'address',
    'bad_encoding',
    'It is packed in a way that was not asked for; gzip and br are read.',
  );
}

/** Passes bytes on until there are too many of them; with `keep` it is the end of the line. */
function counting(max: number, keep?: (chunk: Buffer) => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      if (bytes > max) return done(tooLarge(max));
      keep?.(chunk);
      done(null, keep === undefined ? chunk : undefined);
    },
    // What is kept is not passed on, so nobody needs to read it.
    ...(keep === undefined ? {} : { readableHighWaterMark: 0 }),
  });
}

function tooLarge(max: number): Error {
  const message = `It is larger than ${Math.floor(max / 1_048_576)} MiB unpacked; ask for fewer days at a time.`;
  return refusal('address', 'too_large', message);
}
