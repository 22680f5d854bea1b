import { createDeviceTokens } from '@/lib/auth/device-token';
import { createSessionTokens } from '@/lib/auth/session-token';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import type { Runtime } from '@/lib/runtime';
import { createAdmission } from '@/lib/services/admission';
import { createAlertFeed } from '@/lib/services/alert-feed';
import { readCommonPasswords } from '@/lib/services/common-passwords';
import { createDeviceRegistry } from '@/lib/services/device-registry';
import { createDeviceSightings } from '@/lib/services/device-sightings';
import { createDrawnOnce } from '@/lib/services/drawn-once';
import { createHeldCount } from '@/lib/services/held-count';
import { createJobBook } from '@/lib/services/job-book';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { createLastPrices } from '@/lib/services/last-prices';
import type { LedgerSeeds } from '@/lib/services/ledger-identity';
import { createLiveBus } from '@/lib/services/live-bus';
import { createMetrics } from '@/lib/services/metrics';
import { createRevokedCertificates } from '@/lib/services/revoked-certificates';
import { createRiverMemory } from '@/lib/services/river-memory';
import { createSessionRegistry } from '@/lib/services/session-registry';
import { createTokenBuckets } from '@/lib/services/token-buckets';
import { countQuarantined } from '@/lib/store/board/count-quarantined';
import { readRevoked } from '@/lib/store/devices/certificates';
import { readDevice, readDevicesChangedSince } from '@/lib/store/devices/read-devices';
import { writeSightings } from '@/lib/store/devices/write-sightings';
import { version } from '../../package.json' with { type: 'json' };
import { createMailer } from '../mailer';
import { buildWriter } from './build-writer';
import { nothingKnown, tradesIn } from './known';
import { openConnections } from './open-connections';
import { type ReadsAnew, readsAnew } from './read-anew';
import { takeNews } from './take-news';

/** Readings that are worked on at a time: some commits ahead, so that a flood is refused before it is looked into. */
const MAX_ADMITTED = 2_000;
/** Kept to be given once more; each is half a megabyte at most. */
const MAX_HISTORIES = 64;
const WEEK_MS = 7 * 86_400_000;

export interface BuildInput {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly databaseUrl: string;
  readonly jwtSecret: string;
  readonly sessionSecret: string;
  readonly ledgerSeeds: LedgerSeeds;
  readonly oldLedgerSeeds: LedgerSeeds | null;
  readonly socketClients: () => number;
  readonly mqttClients: () => number;
  readonly ready: () => boolean;
}

export interface BuiltRuntime extends ReadsAnew {
  readonly runtime: Runtime;
  /** For threads that need connections of their own. */
  readonly databaseUrl: string;
  /** From here on somebody waits for what is asked of the database. */
  hurry(): void;
  /** Ends the connections; call it when nothing writes any more. */
  close(): Promise<void>;
}

/** Puts the platform together. Nothing is read or opened before `load`. */
export function buildRuntime(input: BuildInput): BuiltRuntime {
  const { config, clock, log, databaseUrl } = input;
  const connections = openConnections(databaseUrl, log);
  const { pool, db } = connections;
  const known = nothingKnown();
  const failed = (who: string) => (err: unknown) => log.error({ err }, `a listener of ${who} failed`);
  const deviceTokens = createDeviceTokens(input.jwtSecret);
  const sessionTokens = createSessionTokens(input.sessionSecret);
  const catalog = () => known.catalog;
  const river = { catalog, memory: createRiverMemory(), bus: createLiveBus(failed('the live bus')) };
  const admission = createAdmission(MAX_ADMITTED);
  const metrics = createMetrics({
    queued: () => writer.queued,
    inside: () => admission.inside,
    socketClients: input.socketClients,
    mqttClients: input.mqttClients,
    ledgerSize: () => known.seq,
  });
  const writer = buildWriter(connections, known, { clock, metrics, ...river });
  const runtime: Runtime = {
    config,
    clock,
    log,
    pool,
    db,
    databaseAnswers: connections.databaseAnswers,
    devices: createDeviceRegistry({
      tokens: deviceTokens,
      clock,
      readChangedSince: (since) => readDevicesChangedSince(pool, since),
      readOne: (id) => readDevice(pool, id),
    }),
    deviceTokens,
    sessions: createSessionRegistry({ db, clock, tokens: sessionTokens }),
    sessionTokens,
    sessionSecret: input.sessionSecret,
    commonPasswords: readCommonPasswords(),
    mailer: createMailer(config),
    sightings: createDeviceSightings((sightings) => writeSightings(pool, sightings)),
    revokedCertificates: createRevokedCertificates(() => readRevoked(pool)),
    rates: createTokenBuckets(config.deviceRate),
    admission,
    metrics,
    writer,
    ...river,
    lastPrices: createLastPrices(tradesIn(known)),
    impacts: createLastImpacts(),
    drawn: (name, draw) => drawn(name, draw),
    histories: (name, draw) => histories(name, draw),
    held: createHeldCount(() => countQuarantined(pool, clock.now() - WEEK_MS, clock.now())),
    alerts: createAlertFeed({ pool, clock, catalog, onError: failed('the alerts') }),
    jobs: createJobBook(clock),
    version,
    startedAt: clock.now(),
    clients: { sockets: input.socketClients, mqtt: input.mqttClients },
    facts() {
      if (known.facts === null) throw new Error('the board was asked for before it was loaded');
      return known.facts;
    },
    ledger() {
      if (known.ledger === null) throw new Error('the ledger was asked for before it was opened');
      return known.ledger;
    },
    seq: () => known.seq,
    reloadCatalog: () => reading.reloadCatalog(),
    ready: input.ready,
  };
  const drawn = createDrawnOnce(runtime);
  const histories = createDrawnOnce(runtime, MAX_HISTORIES);
  const reading = readsAnew(runtime, known, input);
  takeNews(known, runtime);
  return {
    runtime,
    databaseUrl,
    ...reading,
    hurry: connections.hurry,
    async close() {
      reading.stop();
      await connections.close();
    },
  };
}
