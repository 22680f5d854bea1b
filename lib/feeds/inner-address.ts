import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

/** Names that by their registries (RFC 6761, 6762, 8375 and ICANN's `internal`) never lie on the open Internet. */
const INNER_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/** The host of an address as it is compared: small letters, no brackets of IPv6, no dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Whether whoever runs the server named the host, alone or with its port, as one that may lie on an inner network. */
export function isNamedInner(url: URL, innerHosts: ReadonlySet<string>): boolean {
  const host = hostOf(url);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return innerHosts.has(host) || innerHosts.has(`${host}:${port}`);
}

/** Whether an address says by itself, before any name is asked, that it lies on an inner network. */
export function saysInner(url: URL): boolean {
  const host = hostOf(url);
  return isIP(host) === 0 ? INNER_NAME.test(host) : !isPublicAddress(host);
}
