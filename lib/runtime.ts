import type { Pool } from 'pg';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { SessionTokens } from '@/lib/auth/session-token';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import type { Admission } from '@/lib/services/admission';
import type { AlertFeed } from '@/lib/services/alert-feed';
import type { BoardSource } from '@/lib/services/board-source';
import type { Mailer } from '@/lib/services/deliver-link';
import type { DeviceRegistry } from '@/lib/services/device-registry';
import type { DeviceSightings } from '@/lib/services/device-sightings';
import type { DrawnOnce } from '@/lib/services/drawn-once';
import type { JobBook } from '@/lib/services/job-book';
import type { Ledger } from '@/lib/services/ledger';
import type { Metrics } from '@/lib/services/metrics';
import type { River } from '@/lib/services/record-readings';
import type { RevokedCertificates } from '@/lib/services/revoked-certificates';
import type { SessionRegistry } from '@/lib/services/session-registry';
import type { TokenBuckets } from '@/lib/services/token-buckets';
import type { Db } from '@/lib/store/prisma-client';

/** Everything stateful, built once by the server. No other module keeps state. */
export interface Runtime extends River, BoardSource {
  readonly drawn: DrawnOnce;
  /** The same for histories, which are asked for in ways without number: only the latest are kept. */
  readonly histories: DrawnOnce;
  readonly config: Config;
  readonly log: Log;
  readonly pool: Pool;
  readonly db: Db;
  /** Whether the database gave a sign of life a moment ago. */
  readonly databaseAnswers: () => boolean;
  readonly devices: DeviceRegistry;
  readonly deviceTokens: DeviceTokens;
  /** Signed-in people. */
  readonly sessions: SessionRegistry;
  readonly sessionTokens: SessionTokens;
  /** What sign-in signs and encrypts with. */
  readonly sessionSecret: string;
  readonly commonPasswords: ReadonlySet<string>;
  readonly mailer: Mailer | null;
  readonly sightings: DeviceSightings;
  readonly revokedCertificates: RevokedCertificates;
  readonly rates: TokenBuckets;
  /** How many readings may be worked on at a time, whichever way they came. */
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly alerts: AlertFeed;
  readonly jobs: JobBook;
  /** Of this program, as it is released. */
  readonly version: string;
  /** When this process was put together, ms. */
  readonly startedAt: number;
  /** Who is connected now. */
  readonly clients: { readonly sockets: () => number; readonly mqtt: () => number };
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
