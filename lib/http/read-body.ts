import { isSmpError, SmpError } from '@/lib/errors';
import type { Asked } from './asked';

/** 500 readings of a full market round fit; a megabyte does not. */
export const MAX_BODY_BYTES = 512 * 1024;

/**
 * The text of a JSON body.
 *
 * @throws SmpError UNSUPPORTED for another media type or a compressed body, TOO_LARGE beyond `limit`
 */
export async function readJsonText(request: Asked, limit = MAX_BODY_BYTES): Promise<string> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw fieldError('UNSUPPORTED', 'content-type', 'Send the body as application/json.');
  }
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw fieldError('UNSUPPORTED', 'content-encoding', 'Send the body as it is, not compressed.');
  }
  const said = request.headers.get('content-length');
  if (Number(said ?? 0) > limit) throw tooLarge(limit);
  try {
    return await (said === null ? readStream(request, limit) : request.text());
  } catch (error) {
    // A sender that went away in the middle is no failure of ours.
    throw isSmpError(error) ? error : fieldError('MALFORMED', 'body', 'The body did not arrive whole.');
  }
}

/** How far a body that is too large is read and thrown away: who is still sending does not hear the answer. */
const DISCARD_FACTOR = 16;

/** A body of unknown length is counted as it comes, so that it cannot fill the memory. */
async function readStream(request: Asked, limit: number): Promise<string> {
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > DISCARD_FACTOR * limit) throw tooLarge(limit);
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw tooLarge(limit);
  // As `Request.text` does, a byte order mark is left out.
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooLarge(limit: number): SmpError {
  return fieldError('TOO_LARGE', 'body', `Send at most ${Math.floor(limit / 1024)} kB in one message.`);
}

function fieldError(
  code: 'UNSUPPORTED' | 'TOO_LARGE' | 'MALFORMED',
  field: string,
  message: string,
): SmpError {
  return new SmpError(code, message, { errors: [{ field, code: code.toLowerCase(), message }] });
}
