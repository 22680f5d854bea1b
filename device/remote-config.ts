import { existsSync, readFileSync } from 'node:fs';
import { ask } from './http-client';
import type { Log } from './log';
import { writePrivately } from './private-files';
import type { Credentials } from './token-file';

/** What an administrator asks of this device; `null` leaves it to the device. */
export interface RemoteConfig {
  /** Seconds. */
  readonly interval: number | null;
  readonly commodities: readonly string[] | null;
  /** Names by which sensors may call those, when the server says them. */
  readonly names: readonly string[] | null;
}

const NONE: RemoteConfig = { interval: null, commodities: null, names: null };

/** Reads what the server or the broker sent; `null` for anything that is no configuration. */
export function parseRemoteConfig(said: unknown): RemoteConfig | null {
  if (typeof said !== 'object' || said === null) return null;
  const { interval_seconds = null, commodities = null, names = null } = said as Record<string, unknown>;
  const goodInterval =
    interval_seconds === null || (typeof interval_seconds === 'number' && interval_seconds >= 0.1);
  if (!goodInterval || !areTexts(commodities) || !areTexts(names)) return null;
  return { interval: interval_seconds as number | null, commodities, names };
}

function areTexts(value: unknown): value is readonly string[] | null {
  return value === null || (Array.isArray(value) && value.every((text) => typeof text === 'string'));
}

/** Follows what an administrator wishes, by whichever way it comes. */
export interface RemoteConfigFollower {
  /** The last one that was heard, also before a restart. */
  current(): RemoteConfig;
  heard(said: unknown): void;
  /** Asks the server. */
  look(credentials: Credentials): Promise<void>;
}

export function followRemoteConfig(path: string, log: Log, onChange: () => void): RemoteConfigFollower {
  let current = readKept(path);
  function heard(said: unknown): void {
    const config = parseRemoteConfig(said);
    if (config === null || JSON.stringify(config) === JSON.stringify(current)) return;
    current = config;
    try {
      writePrivately(path, JSON.stringify(config));
    } catch (error) {
      // It holds now, and is asked for again after a restart.
      log.error('config-not-kept', { why: String(error) });
    }
    log.info('configured', { interval: config.interval, commodities: config.commodities });
    onChange();
  }
  return {
    current: () => current,
    heard,
    async look({ server, token }) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await ask(`${server}/api/devices/config`, { headers });
      // A server that has no such door has no wishes.
      if (answer.kind === 'answer' && answer.status === 200) heard(answer.body);
    },
  };
}

function readKept(path: string): RemoteConfig {
  if (!existsSync(path)) return NONE;
  try {
    return { ...NONE, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<RemoteConfig>) };
  } catch {
    return NONE;
  }
}
