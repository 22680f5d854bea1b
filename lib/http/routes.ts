import { registerDoor, tokenDoor } from './device-doors';
import type { Door } from './door';
import { healthLive, healthReady, metrics } from './health';
import { ingest } from './ingest';
import { priceCheck } from './price-check';
import { history } from './public-history';
import { board, live, map, updates } from './public-prices';

/**
 * The hot doors: the server answers these itself, in front of Next's router, which costs a request about
 * twenty times as much. `app/**` exports the same functions, so that both ways lead to the same answer.
 */
export const HOT_ROUTES: readonly {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly door: Door;
}[] = [
  { method: 'POST', path: '/ingest', door: ingest },
  { method: 'POST', path: '/api/auth/token', door: tokenDoor },
  { method: 'POST', path: '/api/auth/device/register', door: registerDoor },
  { method: 'POST', path: '/api/validation/price/check', door: priceCheck },
  { method: 'GET', path: '/api/public/board', door: board },
  { method: 'GET', path: '/api/public/map', door: map },
  { method: 'GET', path: '/api/public/commodity/price/live', door: live },
  { method: 'GET', path: '/api/public/commodity/price/history', door: history },
  { method: 'GET', path: '/api/public/updates', door: updates },
  { method: 'GET', path: '/api/health/live', door: healthLive },
  { method: 'GET', path: '/api/health/ready', door: healthReady },
  { method: 'GET', path: '/metrics', door: metrics },
];
