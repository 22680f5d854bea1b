import { lookup } from 'node:dns/promises';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SmpError } from '@/lib/errors';
import { hostOf, isNamedInner, saysInner } from '@/lib/feeds/inner-address';
import { isPublicAddress } from '@/lib/feeds/public-address';
import { readBounded } from './fetch-bounded';
import { refusal } from './refusals';

export interface FetchGuard {
  /** `host` or `host:port` that may lie on an inner network; in small letters. */
  readonly innerHosts: ReadonlySet<string>;
  readonly maxBytes: number;
  /** For everything together: names, connections, redirects and the body. */
  readonly timeMs: number;
  /** Media types that are taken, without parameters. */
  readonly types: ReadonlySet<string>;
  /** Asks for the addresses of a name; tests give their own. */
  readonly resolve?: (host: string) => Promise<readonly HostAddress[]>;
}

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** What mends an address of an inner network. */
export const INNER_WORDS =
  'The address lies on an inner network. If it is meant, whoever runs the server names it in SMP_FEED_HOSTS.';

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const systemResolve = (host: string) => lookup(host, { all: true, verbatim: true });

/**
 * Reads a document from an address that somebody typed, never from inside: every address that the name has must lie
 * on the open Internet, the connection goes to the addresses that were checked and asks no name again, and each
 * redirect is checked anew.
 *
 * @throws SmpError INVALID with the field `address` and what would mend it
 */
export async function fetchGuarded(from: URL, guard: FetchGuard): Promise<Buffer> {
  const signal = AbortSignal.timeout(guard.timeMs);
  try {
    let url = from;
    for (let turn = 0; turn <= MAX_REDIRECTS; turn++) {
      const response = await ask(url, await checkedAddresses(url, guard, signal), signal);
      if (!REDIRECTS.has(response.statusCode ?? 0)) return await readBounded(response, guard, signal);
      response.destroy();
      url = redirected(url, response);
    }
    throw refusal('address', 'too_many_redirects', 'It redirects too often; give the address where it ends.');
  } catch (error) {
    throw explained(error, signal);
  }
}

async function checkedAddresses(
  url: URL,
  guard: FetchGuard,
  signal: AbortSignal,
): Promise<readonly HostAddress[]> {
  const named = isNamedInner(url, guard.innerHosts);
  if (!named && saysInner(url)) throw innerAddress();
  const found = await within(signal, (guard.resolve ?? systemResolve)(hostOf(url)));
  if (found.length === 0)
    throw refusal('address', 'unknown_host', 'The name has no address; check its spelling.');
  if (named || found.every(({ address }) => isPublicAddress(address))) return found;
  throw innerAddress();
}

function innerAddress(): SmpError {
  return refusal('address', 'inner_address', INNER_WORDS);
}

function ask(url: URL, addresses: readonly HostAddress[], signal: AbortSignal): Promise<IncomingMessage> {
  const pinned = ((_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family ?? 4);
  }) as LookupFunction;
  const options: RequestOptions = {
    // A connection of its own: one that was kept alive may lead elsewhere.
    agent: false,
    lookup: pinned,
    signal,
    headers: {
      accept: 'text/csv, application/json, text/plain;q=0.5',
      'accept-encoding': 'gzip, br',
      'user-agent': 'SmartMarketPlatform-feeds/1',
    },
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    send(url, options, resolve).on('error', reject).end();
  });
}

function redirected(from: URL, response: IncomingMessage): URL {
  const location = response.headers.location ?? '';
  if (!URL.canParse(location, from))
    throw refusal(
      'address',
      'bad_redirect',
      'It redirects to nowhere; ask its keeper for the right address.',
    );
  const to = new URL(location, from);
  const downgrade = from.protocol === 'https:' && to.protocol !== 'https:';
  if (downgrade || (to.protocol !== 'http:' && to.protocol !== 'https:') || to.username || to.password)
    throw refusal(
      'address',
      'bad_redirect',
      `It redirects to ${to.protocol}//, which is not followed from here.`,
    );
  return to;
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** What the network says, as something that a person can act on. */
function explained(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof SmpError) return error;
  if (signal.aborted)
    return refusal(
      'address',
      'too_slow',
      'It took too long; try again later, or ask for fewer days at a time.',
    );
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return refusal('address', 'unknown_host', 'The name has no address; check its spelling.');
  return refusal(
    'address',
    'unreachable',
    `It could not be read (${code}); check that it answers, then try again.`,
  );
}
