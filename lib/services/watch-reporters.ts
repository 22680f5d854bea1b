import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { localDay } from '@/lib/market/calendar';
import { whenLockIsFree } from '@/lib/store/import/advisory-lock';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { collectDays } from '@/lib/store/reporters/collect-days';
import { type StoredEvidence, writeEvidence } from '@/lib/store/reporters/evidence';
import { dropOldReporters, readReportedDay } from '@/lib/store/reporters/read-days';
import { createWatch, type Watch, watch } from '@/lib/validate/fabrication';
import type { Accusation } from '@/lib/validate/reporter/accusation';

/** Days that are looked at again after a start, and kept for it. */
const DAYS = 62;
const EVIDENCE_DAYS = 400;
/** Ledger positions in one statement, statements in one turn, and positions that may wait. */
const PAGE = 20_000;
const PAGES = 5;
const BACKLOG = 2_000_000;
/** Prices looked at between two breaths of the process. */
const LOOKS = 500;
const DAY_MS = 86_400_000;

/** Watches reporters; one process at a time does, and any other does the same when its turn comes: writing is idempotent. */
export interface ReporterWatch {
  /** Collects what was committed, and looks at every day that has ended. @returns days looked at */
  turn(): Promise<number>;
}

/**
 * Collecting and looking cost the way of a reading nothing: both read what is committed, page by page. A day is
 * looked at once it is over everywhere; a price that comes later is in memory only after the next start.
 */
export function watchReporters(deps: { readonly pool: Pool; readonly clock: Clock }): ReporterWatch {
  const memory: Watch = createWatch();
  /** Newest day in `memory`. */
  let seen = Number.NEGATIVE_INFINITY;

  async function turn(): Promise<number> {
    const now = deps.clock.now();
    // Western Indonesia's day ends last.
    const yesterday = localDay(now, 'Asia/Jakarta') - 1;
    const left = await collect(deps.pool, now);
    if (left > 0 || seen >= yesterday) return 0;
    const first = Math.max(seen + 1, yesterday - DAYS + 1);
    for (let day = first; day <= yesterday; day++) {
      await lookAt(deps.pool, memory, day, now);
      seen = day;
    }
    await dropOldReporters(deps.pool, { days: yesterday - DAYS + 1, evidence: yesterday - EVIDENCE_DAYS });
    return yesterday - first + 1;
  }

  return {
    async turn() {
      let days = 0;
      await whenLockIsFree(deps.pool, LOCK_KEYS.reporters, async () => {
        days = await turn();
      });
      return days;
    },
  };
}

async function collect(pool: Pool, now: number): Promise<number> {
  let left = 0;
  for (let i = 0; i < PAGES; i++) {
    left = await collectDays(pool, { page: PAGE, backlog: BACKLOG, since: now - DAYS * DAY_MS });
    if (left === 0) break;
  }
  return left;
}

async function lookAt(pool: Pool, memory: Watch, day: number, now: number): Promise<void> {
  const found = new Map<string, readonly Accusation[]>();
  let after = -1;
  for (;;) {
    const rows = await readReportedDay(pool, day, after, LOOKS);
    for (const row of rows) found.set(row.deviceId, watch(memory, { ...row, day }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < LOOKS) break;
    after = last.position;
  }
  const evidence: StoredEvidence[] = [];
  for (const [deviceId, accusations] of found)
    for (const { kind, since, strength, source, items } of accusations)
      evidence.push({
        deviceId,
        kind,
        since,
        lastDay: day,
        strength,
        source: source ?? null,
        items: items ?? [],
      });
  await writeEvidence(pool, evidence, now);
}
