import type { IncomingMessage } from 'node:http';

/**
 * The network address of whoever sent a request. Each proxy appends the address that it saw to
 * `x-forwarded-for`, so only as many entries from its end can be believed as there are proxies of ours.
 *
 * @param trustedProxies proxies in front of this server; 0: the connection's own address counts
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string {
  const own = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return own;
  const header = request.headers['x-forwarded-for'];
  const said = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => part.trim());
  return said.at(-trustedProxies) || own;
}
