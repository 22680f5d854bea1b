import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LogSource } from '@/lib/ledger/log-source';
import { fileFault } from '@/lib/services/file-fault';

const TRIES = 4;
const LIMIT_MS = 30_000;
const MOST_SOCKETS = 32;
const MOST_REDIRECTS = 5;
/** A server that asks for more patience than this is not waited for as long as it says. */
const LONGEST_WAIT_S = 60;
const unpack = promisify(gunzip);

/** A published log at a web address; `url` is its prefix, e.g. `https://smp.example/ledger`. */
export function webSource(url: string): LogSource & { text(path: string): Promise<string> } {
  const prefix = url.replace(/\/+$/, '');
  const ask = asker();
  /** A moment's trouble on the line or in the server is waited out. */
  async function get(path: string): Promise<Buffer | null> {
    for (let n = 1; ; n++) {
      const answer = await ask(`${prefix}/${path}`).catch((error: Error) => ({
        why: error.message,
        waitS: 0,
      }));
      if (answer === null || Buffer.isBuffer(answer)) return answer;
      if (n === TRIES) throw new Error(`${prefix}/${path} cannot be read just now: ${answer.why}`);
      await new Promise((resolve) => setTimeout(resolve, Math.max(250 * 2 ** n, answer.waitS * 1000)));
    }
  }

  async function text(path: string): Promise<string> {
    const body = await get(path);
    if (body === null) throw new Error(`there is no ${prefix}/${path}`);
    return body.toString('utf8');
  }
  return { text, checkpoint: () => text('checkpoint'), read: get };
}

/** The prefix of the log at an address: the address itself, or `/ledger` below it where a platform alone was named. */
export async function logAddress(url: string): Promise<string> {
  if (new URL(url).pathname !== '/' || (await webSource(url).read('checkpoint')) !== null) return url;
  return new URL('/ledger', url).href;
}

/**
 * Asks for one address after the other over lasting connections. Node's own client costs a tile half of what
 * `fetch` does. Packing is asked for unless the log is on this machine, where it only takes time.
 *
 * @returns the body, null for 404, and for what may pass what it is
 */
function asker(): (address: string) => Promise<Buffer | Trouble | null> {
  const clients = {
    'http:': { request: http.get, agent: new http.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS }) },
    'https:': { request: https.get, agent: new https.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS }) },
  };

  function send(address: URL): Promise<http.IncomingMessage> {
    const { request, agent } = clients[address.protocol === 'https:' ? 'https:' : 'http:'];
    const headers = { 'accept-encoding': isHere(address.hostname) ? 'identity' : 'gzip' };
    return new Promise((resolve, reject) => {
      request(address, { agent, headers, timeout: LIMIT_MS }, resolve)
        .on('timeout', function (this: http.ClientRequest) {
          this.destroy(new Error('no answer in time'));
        })
        .on('error', reject);
    });
  }

  return async (first) => {
    let address = new URL(first);
    for (let n = 0; n <= MOST_REDIRECTS; n++) {
      const response = await send(address);
      const { statusCode = 0, headers } = response;
      const body = await bodyOf(response);
      if (statusCode === 404) return null;
      if (statusCode === 200) return headers['content-encoding'] === 'gzip' ? unpack(body) : body;
      if (statusCode < 300 || statusCode > 399 || headers.location === undefined) {
        return { why: `the server answers ${statusCode}`, waitS: secondsToWait(headers['retry-after']) };
      }
      address = new URL(headers.location, address);
    }
    return { why: 'the server sends from one address to the next without end', waitS: 0 };
  };
}

/** What keeps an answer away just now, and how long the server asks to be left alone. */
interface Trouble {
  readonly why: string;
  readonly waitS: number;
}

/** A date, which the header may hold as well, is taken as no word about it. */
function secondsToWait(retryAfter = ''): number {
  return /^\d{1,9}$/.test(retryAfter) ? Math.min(Number(retryAfter), LONGEST_WAIT_S) : 0;
}

async function bodyOf(response: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}

/** A log that was copied into a folder, with the paths of the specification. */
export function folderSource(folder: string): LogSource & { text(path: string): Promise<string> } {
  const text = (path: string) =>
    readFile(join(folder, path), 'utf8').catch((error: unknown) => {
      throw new Error(
        `${join(folder, path)} cannot be read: ${fileFault(error)}. The folder has to be a copy of a published ledger, whole.`,
        { cause: error },
      );
    });
  return {
    text,
    checkpoint: () => text('checkpoint'),
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
        throw new Error(`${join(folder, path)} cannot be read: ${fileFault(error)}`, { cause: error });
      }
    },
  };
}
