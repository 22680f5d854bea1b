import { createDeviceTokens } from '@/lib/auth/device-token';
import { createSessionTokens } from '@/lib/auth/session-token';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { buildCatalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Runtime } from '@/lib/runtime';
import { createAdmission } from '@/lib/services/admission';
import { createAlertFeed } from '@/lib/services/alert-feed';
import { type BoardFacts, readBoardFacts } from '@/lib/services/board-facts';
import { readCommonPasswords } from '@/lib/services/common-passwords';
import { createDeviceRegistry } from '@/lib/services/device-registry';
import { createDeviceSightings } from '@/lib/services/device-sightings';
import { followOthers, type OtherProcesses } from '@/lib/services/follow-others';
import { createGreedyWriter } from '@/lib/services/greedy-writer';
import { createHeldCount } from '@/lib/services/held-count';
import { createJobBook } from '@/lib/services/job-book';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { createLastPrices } from '@/lib/services/last-prices';
import { adoptNewestFit } from '@/lib/services/learn-impact';
import type { Ledger } from '@/lib/services/ledger';
import type { LedgerSeeds } from '@/lib/services/ledger-identity';
import { createLiveBus } from '@/lib/services/live-bus';
import { createMetrics } from '@/lib/services/metrics';
import { announceCommit } from '@/lib/services/record-readings';
import { createRevokedCertificates } from '@/lib/services/revoked-certificates';
import { createRiverMemory } from '@/lib/services/river-memory';
import { type Saved, saveReadings } from '@/lib/services/save-readings';
import { createSessionRegistry } from '@/lib/services/session-registry';
import { createTokenBuckets } from '@/lib/services/token-buckets';
import { countQuarantined } from '@/lib/store/board/count-quarantined';
import { readDaySeries } from '@/lib/store/board/read-day-series';
import { readCatalogVersion } from '@/lib/store/catalog/catalog-version';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { readReferences } from '@/lib/store/catalog/read-references';
import { readRevoked } from '@/lib/store/devices/certificates';
import { readDevice, readDevicesChangedSince } from '@/lib/store/devices/read-devices';
import { writeSightings } from '@/lib/store/devices/write-sightings';
import { readHistoryVersion } from '@/lib/store/import/history-version';
import { readLastPrices } from '@/lib/store/memory/read-last-prices';
import { createPipelinePool, createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import type { LedgerHead } from '@/lib/store/river/ledger-head';
import { readHead } from '@/lib/store/river/read-head';
import { version } from '../../package.json' with { type: 'json' };
import { openLedger } from '../ledger/open-ledger';
import { createMailer } from '../mailer';
import { rebuildMemory } from './rebuild-memory';

const MAX_QUEUED = 5_000;
const MAX_BATCH = 400;
/** Readings that are worked on at a time: some commits ahead, so that a flood is refused before it is looked into. */
const MAX_ADMITTED = 2_000;
const WEEK_MS = 7 * 86_400_000;
const POOL_SIZE = 12;
/** One writes while another, after a lost connection, is being opened. */
const RIVER_POOL_SIZE = 2;

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

export interface BuiltRuntime {
  readonly runtime: Runtime;
  /** For threads that need connections of their own. */
  readonly databaseUrl: string;
  /** Reads slow facts and devices again; called by a job. */
  refreshFacts(): Promise<void>;
  /** Fills memory, board and registry from the database; must end before a door opens. */
  load(): Promise<void>;
  /** Takes in what other processes on the same database wrote. */
  lookAtOthers(): Promise<void>;
  /** Reads everything again when somebody added history beside the live door. */
  noticeHistory(): Promise<void>;
  /** Reads names and limits again when an administrator changed them on another instance. */
  noticeCatalog(): Promise<void>;
  /** Ends the connections; call it when nothing writes any more. */
  close(): Promise<void>;
}

/** Puts the platform together. Nothing is read or opened before `load`. */
export function buildRuntime(input: BuildInput): BuiltRuntime {
  const { config, clock, log } = input;
  const pool = createPool(input.databaseUrl, POOL_SIZE, (err) =>
    log.warn({ err }, 'a database connection ended'),
  );
  const riverPool = createPipelinePool(input.databaseUrl, RIVER_POOL_SIZE, (err) =>
    log.warn({ err }, 'a database connection ended'),
  );
  const db = createPrisma(pool);
  const head: { current: LedgerHead | null } = { current: null };
  const deviceTokens = createDeviceTokens(input.jwtSecret);
  const sessionTokens = createSessionTokens(input.sessionSecret);
  let catalog = buildCatalog({ commodities: [], regions: [], markets: [], aliases: [], units: [] });
  let facts: BoardFacts | null = null;
  let ledger: Ledger | null = null;
  let seq = 0;
  let historyVersion = 0;
  let others: OtherProcesses | null = null;
  let catalogVersion = 0;
  const bus = createLiveBus((err) => log.error({ err }, 'a listener of the live bus failed'));
  const memory = createRiverMemory();
  const lastPrices = createLastPrices();
  const impacts = createLastImpacts();
  const held = createHeldCount(() => countQuarantined(pool, clock.now() - WEEK_MS, clock.now()));
  const river = { catalog: () => catalog, memory, bus };
  const admission = createAdmission(MAX_ADMITTED);
  const metrics = createMetrics({
    queued: () => writer.queued,
    inside: () => admission.inside,
    socketClients: input.socketClients,
    mqttClients: input.mqttClients,
    ledgerSize: () => seq,
  });
  const writer = createGreedyWriter<JudgedReading, Saved>({
    maxQueued: MAX_QUEUED,
    maxBatch: MAX_BATCH,
    async commit(batch) {
      const startedAt = performance.now();
      const outcomes = await saveReadings(
        {
          pool,
          riverPool,
          head,
          catalog,
          now: clock.now(),
          onCommit(result, recorded) {
            ledger?.committed(result);
            announceCommit(river, result, recorded);
          },
        },
        batch,
      );
      metrics.committed(batch.length, (performance.now() - startedAt) / 1000);
      return outcomes;
    },
  });
  const devices = createDeviceRegistry({
    tokens: deviceTokens,
    clock,
    readChangedSince: (since) => readDevicesChangedSince(pool, since),
    readOne: (id) => readDevice(pool, id),
  });
  bus.subscribe(({ to, updates }) => {
    seq = Math.max(seq, to);
    for (const u of updates) {
      const marketId = catalog.marketByCode.get(u.market_id)?.id;
      const commodityId = catalog.commodityByCode.get(u.commodity)?.id;
      if (u.lane !== 'accepted' || marketId === undefined || commodityId === undefined) continue;
      impacts.set(commodityId, marketId, u.impact_score);
      lastPrices.take({
        ledgerIndex: u.observation ?? u.seq,
        marketId,
        commodityId,
        price: u.price,
        observedAt: Date.parse(u.observed_at),
        provenance: u.simulated ? 'simulated' : 'observed',
      });
    }
  });

  const alerts = createAlertFeed({
    pool,
    clock,
    catalog: () => catalog,
    onError: (err) => log.error({ err }, 'a listener of the alerts failed'),
  });

  async function reloadCatalog(): Promise<void> {
    // The number first: what is written meanwhile is then read once more.
    const version = await readCatalogVersion(pool);
    const [rows, references] = await Promise.all([readCatalog(db), readReferences(db)]);
    catalog = buildCatalog(rows);
    if (facts !== null) facts = { ...facts, references };
    catalogVersion = version;
  }

  /** @param anew reads what holds for the whole day as well */
  async function refreshFacts(anew = false): Promise<void> {
    facts = await readBoardFacts(
      clock,
      {
        lastPrices: (day, carry) => readLastPrices(pool, day, carry),
        daySeries: (since) => readDaySeries(pool, since),
        references: () => readReferences(db),
      },
      anew ? null : facts,
    );
    await held.recount();
  }

  async function load(): Promise<void> {
    historyVersion = await readHistoryVersion(pool);
    await reloadCatalog();
    const { ledgerSeeds: seeds, oldLedgerSeeds: oldSeeds } = input;
    ledger ??= await openLedger({ config, pool, clock, log, seeds, oldSeeds });
    await devices.refresh();
    await runtime.revokedCertificates.refresh();
    seq = Math.max(seq, (await readHead(pool)).size);
    others ??= followOthers({ pool, ...river, lastPrices, commits: () => writer.commits }, seq);
    await rebuildMemory(runtime);
    await adoptNewestFit(runtime);
    await refreshFacts(true);
    await alerts.load();
  }

  const runtime: Runtime = {
    config,
    clock,
    log,
    pool,
    db,
    devices,
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
    lastPrices,
    impacts,
    held,
    alerts,
    jobs: createJobBook(clock),
    version,
    startedAt: clock.now(),
    clients: { sockets: input.socketClients, mqtt: input.mqttClients },
    facts() {
      if (facts === null) throw new Error('the board was asked for before it was loaded');
      return facts;
    },
    ledger() {
      if (ledger === null) throw new Error('the ledger was asked for before it was opened');
      return ledger;
    },
    seq: () => seq,
    reloadCatalog,
    ready: input.ready,
  };
  return {
    runtime,
    databaseUrl: input.databaseUrl,
    refreshFacts: () => refreshFacts(),
    load,
    async lookAtOthers() {
      await others?.look();
    },
    async noticeHistory() {
      if ((await readHistoryVersion(pool)) !== historyVersion) await load();
    },
    async noticeCatalog() {
      if ((await readCatalogVersion(pool)) !== catalogVersion) await reloadCatalog();
    },
    async close() {
      others?.stop();
      await db.$disconnect();
      await riverPool.end();
      await pool.end();
    },
  };
}
