import type { CommodityUnit } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import type { MarketFacts } from '@/lib/market/market';
import type { ReferenceRule } from '@/lib/market/reference';
import type { Region } from '@/lib/market/region';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import type { Db } from '../prisma-client';

export interface Seed {
  readonly regions: readonly Region[];
  readonly commodities: readonly Commodity[];
  readonly aliases: readonly {
    readonly alias: string;
    readonly commodityId: number;
    /** Code of the market that alone uses the name so; `null` everywhere. */
    readonly marketCode: string | null;
  }[];
  readonly units: readonly CommodityUnit[];
  readonly calendar: readonly { readonly name: string; readonly day: string; readonly status: string }[];
  readonly referencePrices: readonly ReferenceRule[];
  readonly macro: readonly {
    readonly name: string;
    readonly period: string;
    readonly value: number;
    readonly source: string;
  }[];
  readonly exampleMarket: MarketFacts;
}

const SEEDED = 'seed';

/**
 * Fills a fresh database, all or nothing. What an administrator changed since is never touched: a database
 * that was seeded once is left alone.
 *
 * @returns true when it was filled now
 */
export async function insertSeed(db: Db, seed: Seed): Promise<boolean> {
  const day = (iso: string | null) => (iso === null ? null : new Date(`${iso}T00:00:00Z`));
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_KEYS.seed}::bigint)`;
      if ((await tx.setting.findUnique({ where: { key: SEEDED } })) !== null) return false;
      await tx.region.createMany({ data: seed.regions.map((r) => ({ ...r, aliases: [...r.aliases] })) });
      await tx.commodity.createMany({ data: [...seed.commodities] });
      await tx.commodityUnit.createMany({ data: [...seed.units] });
      const market = await tx.market.create({ data: seed.exampleMarket, select: { id: true, code: true } });
      await tx.commodityAlias.createMany({
        data: seed.aliases.map(({ marketCode, ...a }) => ({
          ...a,
          marketId: marketCode === market.code ? market.id : null,
        })),
        skipDuplicates: true,
      });
      await tx.calendarEvent.createMany({
        data: seed.calendar.map((c) => ({ ...c, day: new Date(`${c.day}T00:00:00Z`) })),
      });
      await tx.referencePrice.createMany({
        data: seed.referencePrices.map((r) => ({
          ...r,
          validFrom: day(r.validFrom),
          validTo: day(r.validTo),
        })),
      });
      await tx.macroIndicator.createMany({
        data: seed.macro.map((m) => ({ ...m, period: new Date(`${m.period.slice(0, 7)}-01T00:00:00Z`) })),
      });
      await tx.setting.create({ data: { key: SEEDED, value: { version: 1 } } });
      return true;
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}
