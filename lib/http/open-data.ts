import { toDoor } from './door';

/** Addresses that answer anybody, on any site. */
const OPEN =
  /^\/(?:api\/(?:public|forecast)\/|ledger\/|api\/openapi\.json$|api\/blockchain\/integrity\/check$)/;

export function isOpenData(path: string): boolean {
  return OPEN.test(path);
}

/** What a browser is told that asks beforehand whether a page of another site may send headers of its own. */
export const openPreflight = toDoor(async () => ({
  status: 204,
  headers: {
    allow: 'GET, HEAD, OPTIONS',
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': '*',
    'access-control-max-age': '86400',
  },
  body: '',
}));
