import { randomUUID } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import { isOpenData, openPreflight } from '@/lib/http/open-data';
import { HOT_ROUTES } from '@/lib/http/routes';
import { unreadableAddress } from '@/lib/http/unreadable-address';
import { wrongMethod } from '@/lib/http/wrong-method';
import { getRuntime } from '@/lib/runtime';
import { clientAddress } from './client-address';
import type { NextHandler } from './draw-page';
import { isLostPage, sendAsNotFound } from './lost-page';
import { mountDoor } from './mount-door';
import { createNonce } from './page-nonce';
import { sendFailureAsUnavailable } from './page-unavailable';
import { API_POLICY, FIELD_PERMISSIONS, isFieldPage, pagePolicy, SECURITY_HEADERS } from './security-headers';
import { createSharedPages, isShared } from './shared-page';

/**
 * Answers hot doors itself and hands the rest to Next, with a fresh nonce for the page's scripts. Next
 * reads the nonce from the policy in the request's headers.
 */
export function createListener(
  next: NextHandler,
  development: boolean,
  trustedProxies: number,
): RequestListener {
  const hot = new Map<string, RequestListener>();
  const below: { readonly start: string; readonly listener: RequestListener }[] = [];
  for (const { method, path, door } of HOT_ROUTES) {
    const listener = mountDoor(door);
    if (path.endsWith('/*')) below.push({ start: `${method} ${path.slice(0, -1)}`, listener });
    else hot.set(`${method} ${path}`, listener);
  }
  const refused = refusals();
  const refusedBelow = [...refused].flatMap(([path, listener]) =>
    path.endsWith('/*') ? [{ start: path.slice(0, -1), listener }] : [],
  );
  const unreadable = mountDoor(unreadableAddress);
  const preflight = mountDoor(openPreflight);
  const sendShared = createSharedPages(next);
  const refusalOf = (method: string, path: string) => {
    if (ASKED_OF_NEXT.includes(method)) return undefined;
    // With a slash at its end an address is asked of Next.
    if (path.endsWith('/')) return undefined;
    return refused.get(path) ?? refusedBelow.find(({ start }) => path.startsWith(start))?.listener;
  };
  /** What answers here; `undefined` where Next does. */
  const listenerOf = (method: string, path: string): RequestListener | undefined => {
    if (method === 'OPTIONS' && isOpenData(path)) return preflight;
    const asked = `${method} ${path}`;
    const inner = asked.endsWith('/') ? undefined : below.find(({ start }) => asked.startsWith(start));
    const found = hot.get(asked) ?? inner?.listener ?? refusalOf(method, path);
    return found ?? (isReadable(path) ? undefined : unreadable);
  };
  return (request, response) => {
    const url = request.url ?? '/';
    const end = url.indexOf('?');
    const path = end < 0 ? url : url.slice(0, end);
    const listener = listenerOf(request.method ?? '', path);
    if (listener !== undefined) return listener(request, response);
    for (const name in SECURITY_HEADERS) response.setHeader(name, SECURITY_HEADERS[name] ?? '');
    const nonce = createNonce();
    const policy = url.startsWith('/api/') ? API_POLICY : pagePolicy(nonce, development);
    request.headers['content-security-policy'] = policy;
    // Said by us alone, whatever the sender wrote there.
    request.headers['x-request-id'] = randomUUID();
    request.headers['x-smp-address'] = clientAddress(request, trustedProxies);
    request.headers['x-smp-page'] = url;
    response.setHeader('content-security-policy', policy);
    const prepare = (answer: ServerResponse) => {
      if (isLostPage(path, () => getRuntime().catalog())) sendAsNotFound(answer);
      else sendFailureAsUnavailable(answer, () => !getRuntime().databaseAnswers());
    };
    if (!development && isShared(request, path)) return sendShared(request, response, nonce, prepare);
    prepare(response);
    if (isFieldPage(path)) response.setHeader('permissions-policy', FIELD_PERMISSIONS);
    return next(request, response);
  };
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** What Next answers for every address by itself. */
const ASKED_OF_NEXT: readonly string[] = ['HEAD', 'OPTIONS'];

/** For each address of a hot door, what other methods are told there. */
function refusals(): ReadonlyMap<string, RequestListener> {
  const taken = new Map<string, string[]>();
  for (const { method, path } of HOT_ROUTES) taken.set(path, [...(taken.get(path) ?? []), method]);
  return new Map([...taken].map(([path, methods]) => [path, mountDoor(wrongMethod(methods))]));
}
