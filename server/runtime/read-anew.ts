import { buildCatalog } from '@/lib/market/catalog';
import type { Runtime } from '@/lib/runtime';
import { readBoardFacts } from '@/lib/services/board-facts';
import { followOthers, type OtherProcesses } from '@/lib/services/follow-others';
import { adoptNewestFit } from '@/lib/services/learn-impact';
import type { LedgerSeeds } from '@/lib/services/ledger-identity';
import { readDaySeries } from '@/lib/store/board/read-day-series';
import { readCatalogVersion } from '@/lib/store/catalog/catalog-version';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { readReferences } from '@/lib/store/catalog/read-references';
import { readHistoryVersion } from '@/lib/store/import/history-version';
import { readLastPrices } from '@/lib/store/memory/read-last-prices';
import { readHead } from '@/lib/store/river/read-head';
import { openLedger } from '../ledger/open-ledger';
import type { Known } from './known';
import { rebuildMemory } from './rebuild-memory';

/** What fills the runtime from the database, and what notices that another process changed something there. */
export interface ReadsAnew {
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
}

interface Seeds {
  readonly ledgerSeeds: LedgerSeeds;
  readonly oldLedgerSeeds: LedgerSeeds | null;
}

/** @returns also `reloadCatalog`, for doors that changed it, and `stop`, which ends the look at others */
export function readsAnew(
  runtime: Runtime,
  known: Known,
  { ledgerSeeds: seeds, oldLedgerSeeds: oldSeeds }: Seeds,
): ReadsAnew & { reloadCatalog(): Promise<void>; stop(): void } {
  const { config, clock, log, pool, db } = runtime;
  let historyVersion = 0;
  let catalogVersion = 0;
  let others: OtherProcesses | null = null;

  async function reloadCatalog(): Promise<void> {
    // The number first: what is written meanwhile is then read once more.
    const version = await readCatalogVersion(pool);
    const [rows, references] = await Promise.all([readCatalog(db), readReferences(db)]);
    known.catalog = buildCatalog(rows);
    if (known.facts !== null) known.facts = { ...known.facts, references };
    catalogVersion = version;
  }

  /** @param anew reads what holds for the whole day as well */
  async function refreshFacts(anew: boolean): Promise<void> {
    known.facts = await readBoardFacts(
      clock,
      {
        lastPrices: (day, carry) => readLastPrices(pool, day, carry),
        daySeries: (since) => readDaySeries(pool, since),
        references: () => readReferences(db),
      },
      anew ? null : known.facts,
    );
    await runtime.held.recount();
  }

  async function load(): Promise<void> {
    historyVersion = await readHistoryVersion(pool);
    await reloadCatalog();
    known.ledger ??= await openLedger({ config, pool, clock, log, seeds, oldSeeds });
    await runtime.devices.refresh();
    await runtime.revokedCertificates.refresh();
    known.seq = Math.max(known.seq, (await readHead(pool)).size);
    others ??= followOthers({ ...runtime, commits: () => runtime.writer.commits }, known.seq);
    await rebuildMemory(runtime);
    await adoptNewestFit(runtime);
    await refreshFacts(true);
    await runtime.alerts.load();
  }

  return {
    reloadCatalog,
    refreshFacts: () => refreshFacts(false),
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
    stop: () => others?.stop(),
  };
}
