import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { dayToIso, isoToDay, localDay } from '@/lib/market/calendar';
import { buildCatalog } from '@/lib/market/catalog';
import { backfillDemo } from '@/lib/services/backfill-demo';
import { createDemo } from '@/lib/services/create-demo';
import { type Country, createCountry } from '@/lib/simulate/country';
import { deviceIdOf } from '@/lib/simulate/reading-message';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { withAdvisoryLock } from '@/lib/store/import/advisory-lock';
import { type DemoState, readDemoState, writeDemoState } from '@/lib/store/import/demo-state';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { simulationData } from '@/prisma/seed/simulation-data';

const SEED = 2026;
const MARKETS = 124;
/** Two years. */
const HISTORY_DAYS = 730;

export interface DemoDeps {
  readonly config: Pick<Config, 'demo'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly databaseUrl: string;
  /** Aborted when it shall end early. */
  readonly asked?: AbortSignal;
}

/** Days to fill and markets to place; smaller in tests. */
export interface DemoSize {
  readonly days: number;
  readonly markets: number;
}

/**
 * Makes the simulated country's history whole through yesterday: two years on a fresh database, the missed
 * days on a later start. Does nothing when the demo is off, or when somebody else's data is in the database.
 * May be killed at any moment; the next start goes on where it ended. Call it before the memory is loaded.
 */
export async function prepareDemo(
  deps: DemoDeps,
  size: DemoSize = { days: HISTORY_DAYS, markets: MARKETS },
): Promise<void> {
  if (!deps.config.demo) return;
  deps.asked?.throwIfAborted();
  const pool = createPool(deps.databaseUrl, 5, (err) =>
    deps.log.warn({ err }, 'a database connection ended'),
  );
  const db = createPrisma(pool);
  try {
    await withAdvisoryLock(pool, LOCK_KEYS.demo, async () => {
      const state = await findOrCreate(deps, db, pool, size);
      if (state === null) return;
      // The last day that is over in all of Indonesia.
      const to = localDay(deps.clock.now(), 'Asia/Jakarta') - 1;
      const from = state.filledTo === null ? to - size.days + 1 : isoToDay(state.filledTo) + 1;
      if (from > to) return;
      const startedAt = performance.now();
      const rows = await backfillDemo(
        {
          pool,
          catalog: buildCatalog(await readCatalog(db)),
          country: countryOf(state),
          now: () => deps.clock.now(),
          filled: async (day) => {
            await writeDemoState(db, { ...state, filledTo: dayToIso(day) });
            deps.asked?.throwIfAborted();
          },
        },
        from,
        to,
      );
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      deps.log.info({ rows, days: to - from + 1, seconds }, 'the simulated history is complete');
    });
  } finally {
    await db.$disconnect();
    await pool.end();
  }
}

/** The same country every time. */
export function countryOf(state: Pick<DemoState, 'seed' | 'markets'>): Country {
  return createCountry(state.seed, simulationData(), { markets: state.markets });
}

async function findOrCreate(deps: DemoDeps, db: Db, pool: Pool, size: DemoSize): Promise<DemoState | null> {
  const known = await readDemoState(db);
  if (known !== null) return known;
  const state: DemoState = { seed: SEED, markets: size.markets, filledTo: null };
  const country = countryOf(state);
  const places = country.markets.map((m) => ({
    market: {
      code: m.code,
      name: m.name,
      city: m.city,
      regionId: m.regionId,
      latitude: m.latitude,
      longitude: m.longitude,
      origin: 'simulated' as const,
    },
    deviceId: deviceIdOf(country, m.index),
  }));
  if (await createDemo(pool, places, state, deps.clock.now())) return state;
  deps.log.info('the database is in use, so no simulated country is added to it');
  return null;
}
