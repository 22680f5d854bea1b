import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { isoToDay } from '@/lib/market/calendar';
import type { VolatilityClass } from '@/lib/market/commodity';
import type { PriceReport } from '@/lib/validate/report';
import { seeded } from './random';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const FILE = `${SHARED}data/prices/panel_daily_2022_2023.csv.gz`;
const DAY_MS = 86_400_000;
const WARM_UP_DAYS = 60;

/** Months in which something is measured; the days before it only teach. */
export interface Span {
  readonly name: 'tuning' | 'test';
  readonly fromDay: number;
  /** The first day after it. */
  readonly toDay: number;
}

export interface Panel {
  /** Day by day; within a day in an order drawn by the seed, between 08:00 and 14:00. */
  readonly reports: readonly PriceReport[];
  readonly commodities: readonly string[];
  /** March 2022 – June 2023, on which everything that can be chosen is chosen. */
  readonly tuning: Span;
  /** July – December 2023. */
  readonly test: Span;
  /** `day * 1000 + commodityId` of days on which the nation really moved. */
  readonly movingDays: ReadonlySet<number>;
}

export function hasPanel(): boolean {
  return existsSync(FILE);
}

function table(text: string): Record<string, string>[] {
  return parse(text, { columns: true, skip_empty_lines: true });
}

/** The national price panel 2022–2023 as a stream of reports, one market a province. */
export function loadPanel(seed: number): Panel {
  const provinces = new Map(
    table(readFileSync(`${SHARED}domain/provinces.csv`, 'utf8')).map((p) => [p.panel_name, p]),
  );
  const classes = new Map(
    table(readFileSync(`${SHARED}domain/commodities.csv`, 'utf8')).map((c) => [
      c.panel_name,
      c.volatility as VolatilityClass,
    ]),
  );
  const commodities: string[] = [];
  const random = seeded(seed);
  const reports: PriceReport[] = [];
  for (const row of table(gunzipSync(readFileSync(FILE)).toString('utf8'))) {
    const price = Number(row.price);
    if (!(price > 0)) continue;
    const province = provinces.get(row.region);
    const name = row.commodity ?? '';
    if (!commodities.includes(name)) commodities.push(name);
    const day = isoToDay(row.date ?? '');
    const observedAt = day * DAY_MS + (8 + 6 * random()) * 3_600_000;
    const regionId = Number(province?.code ?? 0);
    reports.push({
      deviceId: `D-${regionId}`,
      marketId: regionId,
      regionId,
      island: province?.island ?? 'other',
      commodityId: commodities.indexOf(name) + 1,
      volatility: classes.get(name) ?? 'medium',
      typicalPrice: null,
      price,
      observedAt,
      receivedAt: observedAt,
      day,
    });
  }
  reports.sort((a, b) => a.receivedAt - b.receivedAt);
  const firstTestDay = isoToDay('2023-07-01');
  return {
    reports,
    commodities,
    tuning: {
      name: 'tuning',
      fromDay: (reports[0]?.day ?? firstTestDay) + WARM_UP_DAYS,
      toDay: firstTestDay,
    },
    test: { name: 'test', fromDay: firstTestDay, toDay: Number.POSITIVE_INFINITY },
    movingDays: movingDays(reports),
  };
}

/** All that a method may see up to the end of a span. */
export function until(panel: Panel, span: Span): readonly PriceReport[] {
  return panel.reports.filter((r) => r.day < span.toDay);
}

/** Commodity days whose median change over the provinces is among the largest 5 % and at least 0.5 %. */
function movingDays(reports: readonly PriceReport[]): Set<number> {
  const last = new Map<number, number>();
  const changes = new Map<number, number[]>();
  for (const r of reports) {
    const key = r.marketId * 1000 + r.commodityId;
    const before = last.get(key);
    last.set(key, r.price);
    if (before === undefined) continue;
    const day = r.day * 1000 + r.commodityId;
    const list = changes.get(day) ?? [];
    list.push(Math.log(r.price / before));
    changes.set(day, list);
  }
  const byCommodity = new Map<number, { day: number; move: number }[]>();
  for (const [day, list] of changes) {
    const move = Math.abs(median(list));
    byCommodity.set(day % 1000, [...(byCommodity.get(day % 1000) ?? []), { day, move }]);
  }
  const moving = new Set<number>();
  for (const days of byCommodity.values()) {
    days.sort((a, b) => b.move - a.move);
    for (const d of days.slice(0, Math.round(days.length * 0.05))) if (d.move >= 0.005) moving.add(d.day);
  }
  return moving;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] ?? 0) + high) / 2;
}
