import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readSessionCookie } from '@/lib/auth/session-cookie';
import { takesGzip } from '@/lib/http/packed';
import { getRuntime } from '@/lib/runtime';
import { drawPage, type NextHandler } from './draw-page';
import { createNonce, createNonceFiller, withNonce } from './page-nonce';
import { pagePolicy } from './security-headers';
import { createShareTurns } from './share-turns';

/** Pages that show the same to everybody who is not signed in, in one language and one choice of colours. */
const SHARED = /^\/(?:komoditas\/[^/]+\/?|dashboard\/map\/?|peringatan\/?)?$/;
/** What a reader has chosen, and no more of what a reader sends: the page is drawn by it. */
const CHOICES = /(?<=^|;\s*)smp_(?:locale|theme)=[a-z]{1,8}(?=\s*(?:;|$))/g;
/** A page that is drawn for so long may wait for something that has gone: who asks now is not held up by it. */
const PATIENCE_MS = 5_000;

const compress = promisify(gzip);

interface SharedPage {
  readonly status: number;
  readonly headers: (nonce: string) => OutgoingHttpHeaders;
  readonly body: (nonce: string) => Buffer;
}

/** Answers with a page of its own nonce, drawn together with those of others who ask at the same time. */
export type SendShared = (
  request: IncomingMessage,
  response: ServerResponse,
  nonce: string,
  prepare: (drawn: ServerResponse) => void,
) => Promise<void>;

/** Whether a request is for such a page, by somebody who is not signed in. Scripts of ours that turn pages ask Next. */
export function isShared({ method, headers }: IncomingMessage, path: string): boolean {
  if (method !== 'GET' || headers.rsc !== undefined || !SHARED.test(path)) return false;
  const cookies = headers.cookie ?? null;
  return [true, false].every((secure) => readSessionCookie(cookies, secure) === null);
}

/** React takes tens of milliseconds of the one thread for a page: a crowd that asks for it is drawn one together. */
export function createSharedPages(next: NextHandler): SendShared {
  const turns = createShareTurns<SharedPage>(
    () => setImmediate(),
    () => setTimeout(PATIENCE_MS, undefined, { ref: false }),
  );
  return async (request, response, nonce, prepare) => {
    const url = request.url ?? '/';
    const chosen = choicesIn(request.headers.cookie);
    try {
      const page = await turns(`${url} ${chosen}`, () => draw(next, url, chosen, prepare));
      const plain = page.body(nonce);
      const packs = takesGzip(request.headers['accept-encoding'] ?? null);
      const body = packs ? await compress(plain) : plain;
      response.writeHead(page.status, {
        ...page.headers(nonce),
        ...(packs ? { 'content-encoding': 'gzip' } : {}),
        'content-length': body.byteLength,
      });
      response.end(body);
    } catch (err) {
      getRuntime().log.error({ err, url }, 'a page could not be sent');
      response.destroy();
    }
  };
}

/** The cookies that a page is drawn by, in the order they were sent in. */
export function choicesIn(cookies: string | undefined): string {
  return (cookies?.match(CHOICES) ?? []).join('; ');
}

async function draw(
  next: NextHandler,
  url: string,
  cookie: string,
  prepare: (drawn: ServerResponse) => void,
): Promise<SharedPage> {
  const drawnWith = createNonce();
  const asked = {
    host: 'localhost',
    'content-security-policy': pagePolicy(drawnWith, false),
    'x-smp-page': url,
    ...(cookie === '' ? {} : { cookie }),
  };
  const { status, headers, body } = await drawPage(next, url, asked, prepare);
  return {
    status,
    headers: (nonce) => withNonce(headers, drawnWith, nonce),
    body: createNonceFiller(body, drawnWith),
  };
}
