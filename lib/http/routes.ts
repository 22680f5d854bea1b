import { alertClose, alertsLive, alertTrigger } from './alerts';
import {
  deviceActDoor,
  deviceCodeDoor,
  deviceImportDoor,
  devicePersonDoor,
  deviceSettingsDoor,
  devicesDoor,
} from './device-admin';
import { registerDoor, tokenDoor } from './device-doors';
import { deviceConfigDoor, deviceStatusDoor } from './device-self';
import type { Door } from './door';
import { fieldRound } from './field-round';
import { confidenceDoor, forecastDoor } from './forecast';
import { healthLive, healthReady, metrics } from './health';
import { ingest } from './ingest';
import { ledgerAbout, ledgerRotations } from './ledger-about';
import { ledgerAttest } from './ledger-attest';
import { ledgerExport, ledgerSearch } from './ledger-book';
import { ledgerCheckpoint, ledgerFile, ledgerKey, ledgerPolicy } from './ledger-files';
import { ledgerIntegrity } from './ledger-integrity';
import { ledgerConsistency, ledgerProof } from './ledger-proof';
import { openApi } from './openapi';
import { priceCheck } from './price-check';
import { events } from './public-events';
import { history } from './public-history';
import { impactQuery } from './public-impact';
import { board, live, map, updates } from './public-prices';

/**
 * The hot doors: the server answers these itself, in front of Next's router, which costs a request about
 * twenty times as much. `app/**` exports the same functions, so that both ways lead to the same answer.
 */
export const HOT_ROUTES: readonly {
  readonly method: 'GET' | 'POST';
  /** A path that ends with `/*` takes everything below it. */
  readonly path: string;
  readonly door: Door;
}[] = [
  { method: 'POST', path: '/ingest', door: ingest },
  { method: 'POST', path: '/api/auth/token', door: tokenDoor },
  { method: 'POST', path: '/api/auth/device/register', door: registerDoor },
  { method: 'GET', path: '/api/devices', door: devicesDoor },
  { method: 'POST', path: '/api/devices/act', door: deviceActDoor },
  { method: 'POST', path: '/api/devices/code', door: deviceCodeDoor },
  { method: 'POST', path: '/api/devices/settings', door: deviceSettingsDoor },
  { method: 'POST', path: '/api/devices/person', door: devicePersonDoor },
  { method: 'POST', path: '/api/devices/import', door: deviceImportDoor },
  { method: 'GET', path: '/api/devices/config', door: deviceConfigDoor },
  { method: 'POST', path: '/api/devices/status', door: deviceStatusDoor },
  { method: 'POST', path: '/api/validation/price/check', door: priceCheck },
  { method: 'GET', path: '/api/field/round', door: fieldRound },
  { method: 'GET', path: '/api/public/board', door: board },
  { method: 'GET', path: '/api/public/map', door: map },
  { method: 'GET', path: '/api/public/commodity/price/live', door: live },
  { method: 'GET', path: '/api/public/commodity/price/history', door: history },
  { method: 'GET', path: '/api/public/updates', door: updates },
  { method: 'GET', path: '/api/public/events', door: events },
  { method: 'GET', path: '/api/public/impact', door: impactQuery },
  { method: 'GET', path: '/api/forecast/confidence', door: confidenceDoor },
  { method: 'GET', path: '/api/forecast/*', door: forecastDoor },
  { method: 'GET', path: '/api/public/alerts/live', door: alertsLive },
  { method: 'POST', path: '/api/alerts/trigger', door: alertTrigger },
  { method: 'POST', path: '/api/alerts/close', door: alertClose },
  { method: 'GET', path: '/ledger/checkpoint', door: ledgerCheckpoint },
  { method: 'GET', path: '/ledger/key', door: ledgerKey },
  { method: 'GET', path: '/ledger/policy', door: ledgerPolicy },
  { method: 'GET', path: '/ledger/consistency', door: ledgerConsistency },
  { method: 'GET', path: '/ledger/tile/*', door: ledgerFile },
  { method: 'GET', path: '/ledger/entries/*', door: ledgerFile },
  { method: 'GET', path: '/ledger/proof/*', door: ledgerProof },
  { method: 'GET', path: '/ledger/about/*', door: ledgerAbout },
  { method: 'GET', path: '/ledger/rotations', door: ledgerRotations },
  { method: 'GET', path: '/ledger/search', door: ledgerSearch },
  { method: 'GET', path: '/ledger/export', door: ledgerExport },
  { method: 'GET', path: '/api/blockchain/integrity/check', door: ledgerIntegrity },
  { method: 'POST', path: '/api/blockchain/append', door: ledgerAttest },
  { method: 'GET', path: '/api/openapi.json', door: openApi },
  { method: 'GET', path: '/api/health/live', door: healthLive },
  { method: 'GET', path: '/api/health/ready', door: healthReady },
  { method: 'GET', path: '/metrics', door: metrics },
];
