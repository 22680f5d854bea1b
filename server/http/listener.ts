import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { HOT_ROUTES } from '@/lib/http/routes';
import { API_POLICY, pagePolicy, SECURITY_HEADERS } from './security-headers';

type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers hot doors itself and hands the rest to Next, with a fresh nonce for the page's scripts. Next
 * reads the nonce from the policy in the request's headers.
 */
export function createListener(next: NextHandler, development: boolean): RequestListener {
  const hot = new Map<string, RequestListener>();
  for (const { method, path, door } of HOT_ROUTES) {
    hot.set(`${method} ${path}`, getRequestListener(door));
  }
  return (request, response) => {
    for (const name in SECURITY_HEADERS) response.setHeader(name, SECURITY_HEADERS[name] ?? '');
    const url = request.url ?? '/';
    const end = url.indexOf('?');
    const listener = hot.get(`${request.method} ${end < 0 ? url : url.slice(0, end)}`);
    if (listener !== undefined) {
      response.setHeader('content-security-policy', API_POLICY);
      return listener(request, response);
    }
    const policy = url.startsWith('/api/')
      ? API_POLICY
      : pagePolicy(randomBytes(16).toString('base64'), development);
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    return next(request, response);
  };
}
