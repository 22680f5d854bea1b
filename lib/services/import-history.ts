import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { type ImportReport, ImportTally } from '@/lib/ingest/import-report';
import type { ImportContext, ImportFormat, RefusedRow } from '@/lib/ingest/import-row';
import { openImporter } from '@/lib/ingest/open-importer';
import { localDay } from '@/lib/market/calendar';
import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { withAdvisoryLock } from '@/lib/store/import/advisory-lock';
import { raiseHistoryVersion } from '@/lib/store/import/history-version';
import { finishImportRun, startImportRun } from '@/lib/store/import/import-runs';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import type { Db } from '@/lib/store/prisma-client';
import { createImportBatches } from './import-batches';
import { openImportFile } from './import-file';

export interface ImportInput {
  readonly path: string;
  readonly format: ImportFormat;
  /** Where the prices are from when the rows do not say. */
  readonly regionId: number | null;
  /** Code of the market when the rows do not say; made when it does not exist and the region is known. */
  readonly marketCode: string | null;
}

export interface ImportDeps {
  readonly pool: Pool;
  readonly db: Db;
  readonly clock: Clock;
  /** Told now and then which part of the file was read, 0 … 1. */
  readonly progress: (fraction: number) => void;
  /** Every row that was not taken, in the file's order. */
  readonly refused: (row: RefusedRow) => void;
  /** Aborted when the import shall end between two rows; what was stored by then stays. */
  readonly asked?: AbortSignal;
}

export interface ImportOutcome {
  readonly runId: string;
  readonly fileName: string;
  readonly report: ImportReport;
  /** Codes of the markets that were made. */
  readonly markets: readonly string[];
  /** First and last day taken, ISO; `null` when nothing was. */
  readonly days: { readonly from: string; readonly to: string } | null;
}

const NOTHING =
  'has no row with a price below its first line, which names the columns; nothing was imported.';

/** Refused rows kept with the run; a longer list is in the caller's hands alone. */
const ROWS_KEPT = 5_000;

/**
 * Brings the prices of a file into the database as history: their provenance is `imported`, nothing judges
 * them, and each batch is sealed by one leaf. What is stored already is not stored again, so an import that
 * was interrupted is simply run again. Running servers notice it.
 *
 * A file in which there is nothing to take or to refuse leaves no run behind.
 *
 * @throws SmpError INVALID when the file, its header, the region or the market cannot be used; CONFLICT
 */
export async function importHistory(deps: ImportDeps, input: ImportInput): Promise<ImportOutcome> {
  const file = await openImportFile(input.path);
  return withAdvisoryLock(deps.pool, LOCK_KEYS.import, async () => {
    const catalog = buildCatalog(await readCatalog(deps.db));
    const importer = openImporter(input.format, file.header, contextOf(deps.clock, catalog, input));
    if (!importer.ok) throw new SmpError('INVALID', importer.message);
    const runId = randomUUID();
    const startedAt = deps.clock.now();
    const run = { id: runId, format: input.format, fileName: file.name, fileHash: file.hash, startedAt };
    let begun = false;
    const tally = new ImportTally();
    const kept: RefusedRow[] = [];
    const batches = createImportBatches({
      ...deps,
      catalog,
      run,
      format: input.format,
      result(result) {
        tally.add(result);
        if (result.ok) return;
        deps.refused(result.refused);
        if (kept.length < ROWS_KEPT) kept.push(result.refused);
      },
    });
    try {
      for await (const { cells, line } of file.rows(deps.progress)) {
        deps.asked?.throwIfAborted();
        for (const result of importer.mapRow(cells, line)) {
          if (!begun) await startImportRun(deps.db, run);
          begun = true;
          await batches.add(result);
        }
      }
      if (!begun) throw new SmpError('INVALID', `${input.path} ${NOTHING}`);
      await batches.flush();
    } finally {
      if (begun) await raiseHistoryVersion(deps.pool);
    }
    const report = tally.report();
    await finishImportRun(deps.db, runId, {
      finishedAt: deps.clock.now(),
      accepted: report.accepted,
      refused: report.refused,
      report: { groups: report.groups, rows: kept, rowsLeftOut: report.refused - kept.length },
    });
    return { runId, fileName: file.name, report, markets: batches.made(), days: batches.days() };
  });
}

function contextOf(clock: Clock, catalog: Catalog, input: ImportInput): ImportContext {
  const { regionId, marketCode } = input;
  if (regionId !== null && !catalog.regions.has(regionId))
    throw new SmpError('INVALID', `There is no province ${regionId}; use its Kemendagri number, e.g. 31.`);
  const market = marketCode === null ? undefined : catalog.marketByCode.get(marketCode);
  if (market?.origin === 'simulated')
    throw new SmpError('INVALID', `${market.code} is simulated; real prices have no place in it.`);
  if (marketCode !== null && market === undefined && regionId === null)
    throw new SmpError('INVALID', `There is no market ${marketCode}; give --region as well to make it.`);
  return { catalog, today: localDay(clock.now(), 'Asia/Jakarta'), regionId, marketCode };
}
