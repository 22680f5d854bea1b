import type { Pool } from 'pg';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import type { BoardSource } from '@/lib/services/board-source';
import type { DeviceRegistry } from '@/lib/services/device-registry';
import type { Ledger } from '@/lib/services/ledger';
import type { Metrics } from '@/lib/services/metrics';
import type { River } from '@/lib/services/record-readings';
import type { TokenBuckets } from '@/lib/services/token-buckets';
import type { Db } from '@/lib/store/prisma-client';

/** Everything stateful, built once by the server. No other module keeps state. */
export interface Runtime extends River, BoardSource {
  readonly config: Config;
  readonly log: Log;
  readonly pool: Pool;
  readonly db: Db;
  readonly devices: DeviceRegistry;
  readonly deviceTokens: DeviceTokens;
  readonly rates: TokenBuckets;
  readonly metrics: Metrics;
  /** The log as it is published. */
  ledger(): Ledger;
  /** Reads names and limits again after an administrator changed them. */
  reloadCatalog(): Promise<void>;
  /** False from the moment a stop was asked for. */
  readonly ready: () => boolean;
}

const KEY = Symbol.for('smp.runtime');
const home = globalThis as { [KEY]?: Runtime };

/**
 * The running platform. Next bundles its handlers apart from the server, so the two share nothing but
 * `globalThis`.
 *
 * @throws Error outside a started server
 */
export function getRuntime(): Runtime {
  const runtime = home[KEY];
  if (runtime === undefined) throw new Error('the platform has not started in this process');
  return runtime;
}

export function setRuntime(runtime: Runtime): void {
  home[KEY] = runtime;
}
