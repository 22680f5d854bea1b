import type { ServerResponse } from 'node:http';
import type { Catalog } from '@/lib/market/catalog';
import { decodeSegment } from '@/lib/market/decode-segment';

const ROOM = '/komoditas/';

/** Whether a path asks for the page of a commodity that nobody knows. */
export function isLostPage(path: string, catalog: () => Catalog): boolean {
  if (!path.startsWith(ROOM)) return false;
  const code = path.slice(ROOM.length).replace(/\/$/, '');
  return code !== '' && !code.includes('/') && !catalog().commodityByCode.has(decodeSegment(code));
}

/**
 * Lets a page that was drawn go out as one that is not found. Next's own way (`notFound()`) sends a body that stays empty
 * until scripts run, and it gives a page no other way to say its status.
 */
export function sendAsNotFound(response: ServerResponse): void {
  const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => write(status === 200 ? 404 : status, ...rest);
}
