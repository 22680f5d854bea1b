import { expect } from 'vitest';
import type { TokenActor, UserActor } from '@/lib/auth/actor';
import type { Decision } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { reviewPrice } from '@/lib/services/review-price';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { openSeededDatabase } from '../support/open-database';
import type { PostgresKind } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const REGIONS = [31, 31, 31, 31, 31, 31, 31, 31, 32, 32, 33, 71];
/** Day on which everything is decided; every market reported a usual price on each day until then. */
export const DAYS = 12;
export const usual = (day: number) => 40_000 + 200 * (day % 3);
export const GROUNDS = { reason: 'other', note: 'called the market by phone', requestId: null };

export const person = (n: number, more: Partial<UserActor> = {}): UserActor => ({
  kind: 'user',
  userId: `00000000-0000-4000-8000-00000000000${n}`,
  role: 'validator',
  marketId: null,
  regionId: null,
  ...more,
});
export const ANI = person(1);
export const BUDI = person(2);

interface How {
  readonly correctedPrice?: number;
  readonly version?: number;
  readonly hour?: number;
  readonly on?: SmallRiver;
  readonly note?: string;
}

export type ReviewWorld = Awaited<ReturnType<typeof openReviewWorld>>;

/** Twelve markets in four provinces with a past, and people who decide about their prices. */
export async function openReviewWorld(kind: PostgresKind) {
  const database = await openSeededDatabase(kind);
  const markets = await addMarketsIn(database.db, REGIONS);
  const open: SmallRiver[] = [];
  const instance = async () => {
    const one = await openSmallRiver(database);
    open.push(one);
    return one;
  };
  const river = await instance();
  for (let day = 0; day <= DAYS; day++) {
    const price = usual(day);
    await river.send(
      day,
      markets.map((marketId) => ({ marketId, price })),
      -1,
    );
  }

  const first = () => markets[0] ?? 0;
  const lane = async (id: number) =>
    (await database.column<number>('SELECT lane AS value FROM observation WHERE id = $1', [id]))[0];
  const row = async (id: number) => {
    const found = (await readReviewed(database.pool, [id])).get(id);
    if (found === undefined) throw new Error('no such price');
    return found;
  };
  return {
    database,
    markets,
    river,
    /** Another process on the same database. */
    instance,
    first,
    lane,
    row,
    state: async (id: number, now = at(DAYS, 1)) => caseOf(await row(id), now),
    /** A price of the first market that is not accepted. */
    async held(price = 43_500, hour = 0): Promise<number> {
      const [id = -1] = await river.send(DAYS, [{ marketId: first(), price }], hour);
      expect(await lane(id)).toBeGreaterThan(0);
      return id;
    },
    decide: (
      observationId: number,
      decision: Decision,
      who: UserActor | TokenActor = ANI,
      { on = river, hour = 1, note = GROUNDS.note, correctedPrice, version }: How = {},
    ) =>
      reviewPrice(on.reviewDeps(at(DAYS, hour)), who, {
        ...GROUNDS,
        note,
        observationId,
        decision,
        correctedPrice: correctedPrice ?? null,
        version: version ?? null,
      }),
    /** Sums, leaves and rows agree. */
    async sound(): Promise<void> {
      expect(await differingDays(database.pool)).toEqual([]);
      expect(await differingHours(database.pool)).toEqual([]);
      expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
      const catalog = await database.catalog();
      expect(await crossCheckLedger({ pool: database.pool, catalog, keptFrom: null })).toMatchObject({
        ok: true,
      });
    },
    async close(): Promise<void> {
      for (const one of open) await one.close();
      await database.close();
    },
  };
}
