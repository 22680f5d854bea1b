import type { PriceMap } from '@/lib/live/board';

const PRICE = '{price}';

/** Every page that anyone can open, for tests and pictures of all of them. */
export const PAGES = [
  { name: 'board', path: '/' },
  { name: 'map', path: '/dashboard/map/' },
  { name: 'commodity', path: '/komoditas/bawang-merah' },
  { name: 'alerts', path: '/peringatan' },
  { name: 'method', path: '/metode' },
  { name: 'verify', path: '/verify' },
  { name: 'verify-commodity', path: '/verify?commodity=bawang-merah' },
  { name: 'verify-price', path: `/verify?i=${PRICE}` },
  { name: 'ledger', path: '/buku-besar' },
  { name: 'api', path: '/docs/api' },
  { name: 'sign-in', path: '/masuk' },
] as const;

/** A phone of the simulated country that the pictures show as somebody's own. */
export const OWN_PHONE = 'DEV-SIM-31-01';

/** Pages of the portal, for pictures; an administrator may open them all. */
export const PORTAL_PAGES = [
  { name: 'portal', path: '/portal' },
  { name: 'portal-review', path: '/portal/tinjau' },
  { name: 'portal-alerts', path: '/portal/peringatan' },
  { name: 'portal-alert-rules', path: '/portal/aturan' },
  { name: 'portal-own-reports', path: '/portal/laporan' },
  { name: 'portal-devices', path: '/portal/perangkat' },
  { name: 'portal-device-new', path: '/portal/perangkat/baru' },
  { name: 'portal-device', path: `/portal/perangkat/id/${OWN_PHONE}` },
  { name: 'portal-markets', path: '/portal/pasar' },
  { name: 'portal-goods', path: '/portal/komoditas' },
  { name: 'portal-references', path: '/portal/harga-acuan' },
  { name: 'portal-macro', path: '/portal/makro' },
  { name: 'portal-events', path: '/portal/peristiwa' },
  { name: 'portal-feeds', path: '/portal/sumber' },
  { name: 'portal-people', path: '/portal/orang' },
  { name: 'portal-tokens', path: '/portal/token' },
  { name: 'portal-audit', path: '/portal/audit' },
  { name: 'portal-system', path: '/portal/sistem' },
  { name: 'portal-account', path: '/portal/akun' },
] as const;

/** The path of a page at a server, with the position of one of its prices where a path asks for one. */
export async function pathAt(url: string, path: string): Promise<string> {
  if (!path.includes(PRICE)) return path;
  const map = (await (await fetch(`${url}/api/public/map?commodity=bawang-merah`)).json()) as PriceMap;
  const index = map.markets.find((market) => market.ledger_index !== null)?.ledger_index;
  if (index == null) throw new Error(`${url} has no sealed price of bawang-merah`);
  return path.replace(PRICE, String(index));
}
