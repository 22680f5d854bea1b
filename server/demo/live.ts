import { randomUUID } from 'node:crypto';
import { openMarkets } from '@/lib/market/closing';
import type { Runtime } from '@/lib/runtime';
import type { Country } from '@/lib/simulate/country';
import { liveReading } from '@/lib/simulate/live-reading';
import { ALWAYS_WRONG } from '@/lib/simulate/mischief';
import { deviceIdOf, type ReadingMessage, readingMessage } from '@/lib/simulate/reading-message';
import { readDevicesChangedSince } from '@/lib/store/devices/read-devices';
import { readDemoState } from '@/lib/store/import/demo-state';
import { countryOf } from './backfill';
import { startRounds } from './rounds';

/** One reading every three to five seconds: 124 markets report about seven times an hour. */
const LEAST_PAUSE_MS = 3_000;
const MORE_PAUSE_MS = 2_000;
const TOKEN_MS = 3_600_000;
const ANSWER_WITHIN_MS = 15_000;
/** Begins with a few mistakes, so that whoever looks finds something to review from the first minute on. */
const WRONG_AT_FIRST = 4;

/**
 * Lets the simulated country report through the public door, each market with its device's own token, so that
 * nothing about it is special. Does nothing where there is no demo.
 *
 * @returns a function that ends it
 */
export async function startLiveDemo(
  runtime: Runtime,
  port: number,
  random: () => number = Math.random,
): Promise<() => Promise<void>> {
  const state = runtime.config.demo ? await readDemoState(runtime.db) : null;
  if (state === null) return async () => undefined;
  const country = countryOf(state);
  let wrongAtFirst = WRONG_AT_FIRST;
  const url = `http://${loopback(runtime.config.host)}:${port}/ingest`;
  return startRounds({
    log: runtime.log,
    random,
    pause: () => LEAST_PAUSE_MS + MORE_PAUSE_MS * random(),
    nextRound: () => activeMarkets(runtime, country),
    report: ({ market, version }, signal) => {
      const now = runtime.clock.now();
      const deviceId = deviceIdOf(country, market);
      const token = runtime.deviceTokens.issue(
        { deviceId, version, tokenId: randomUUID(), expiresAt: now + TOKEN_MS },
        now,
      );
      const mischief = wrongAtFirst-- > 0 ? ALWAYS_WRONG : country.mischief;
      const message = readingMessage(country, liveReading(country, market, now, random, mischief));
      return post(url, token, message, signal);
    },
  });
}

interface ReportingMarket {
  /** Position in the country's markets. */
  readonly market: number;
  /** Token version of its device. */
  readonly version: number;
}

/** Markets that trade and whose device may report: an administrator may have closed, suspended or revoked some. */
async function activeMarkets(runtime: Runtime, country: Country): Promise<readonly ReportingMarket[]> {
  const devices = new Map((await readDevicesChangedSince(runtime.pool, 0)).map((d) => [d.deviceId, d]));
  const open = new Set(openMarkets(runtime.catalog(), runtime.clock.now()).map(({ id }) => id));
  return country.markets.flatMap(({ index }) => {
    const device = devices.get(deviceIdOf(country, index));
    return device?.status === 'active' && open.has(device.marketId)
      ? [{ market: index, version: device.tokenVersion }]
      : [];
  });
}

async function post(url: string, token: string, message: ReadingMessage, signal: AbortSignal) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  const answer = await response.text();
  const retryAfter = Number(response.headers.get('retry-after') ?? 0);
  return { status: response.status, retryAfter: Number.isFinite(retryAfter) ? retryAfter : 0, answer };
}

function loopback(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
