import type { Answer } from './answer';

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** A JSON answer that nobody keeps. */
export function json(body: unknown, status = 200): Answer {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/**
 * The same with a member `results`, which comes last and may be long. Each of them is made into text by itself: one
 * string of a hundred kilobytes is copied twice on its way out, each time into memory that was not used before.
 */
export function jsonResults(body: { readonly results: readonly object[] }, status = 200): Answer {
  const { results, ...rest } = body;
  const head = JSON.stringify({ ...rest, results: [] }).slice(0, -2);
  const parts = results.map((result, i) => (i === 0 ? '' : ',') + JSON.stringify(result));
  return { status, headers: JSON_HEADERS, body: joined([head, ...parts, ']}']) };
}

function joined(parts: readonly string[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += Buffer.byteLength(part);
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const part of parts) at += bytes.write(part, at);
  return bytes;
}

/** A public JSON answer that anybody may keep for a moment, from any site. */
export function publicJson(body: unknown, maxAgeSeconds: number): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': `public, max-age=${maxAgeSeconds}`,
      'access-control-allow-origin': '*',
    },
    body: JSON.stringify(body),
  };
}
