import type { PriceReport } from '@/lib/validate/report';
import { seeded } from './random';

/** A lie told over several reports. `rows` are the places of the changed reports in the stream. */
export interface Attack {
  readonly rows: readonly number[];
  readonly startDay: number;
}

export interface Attacked {
  readonly reports: readonly PriceReport[];
  readonly attacks: readonly Attack[];
}

/** Places in the stream by market and commodity, then by day. */
export function bySeries(reports: readonly PriceReport[]): Map<number, number[]> {
  const series = new Map<number, number[]>();
  reports.forEach((r, row) => {
    const key = r.marketId * 1000 + r.commodityId;
    const rows = series.get(key);
    if (rows === undefined) series.set(key, [row]);
    else rows.push(row);
  });
  return series;
}

/** Ten days of 2 % a day on top of the truth, up or down, at random places at least 120 reports apart. */
export function withDrift(
  reports: readonly PriceReport[],
  fromDay: number,
  seed: number,
  rate = 0.02,
): Attacked {
  const random = seeded(seed);
  const changed = [...reports];
  const attacks: Attack[] = [];
  for (const rows of bySeries(reports).values()) {
    let i = rows.findIndex((row) => (reports[row]?.day ?? 0) >= fromDay) + Math.floor(random() * 120);
    while (i >= 0 && i + 10 < rows.length) {
      const lie = rows.slice(i, i + 10);
      const start = reports[lie[0] ?? 0]?.day ?? 0;
      const direction = random() < 0.5 ? 1 : -1;
      for (const row of lie) {
        const r = changed[row];
        if (r === undefined) continue;
        changed[row] = { ...r, price: Math.round(r.price * (1 + direction * rate) ** (r.day - start + 1)) };
      }
      attacks.push({ rows: lie, startDay: start });
      i += 130 + Math.floor(random() * 100);
    }
  }
  return { reports: changed, attacks };
}

/**
 * Four markets of one island that report one commodity 20 % off (the same way) on one day.
 * @param rate share of the days, commodities and islands on which some do
 */
export function withCollusion(
  reports: readonly PriceReport[],
  fromDay: number,
  seed: number,
  size = 0.2,
  rate = 0.03,
): Attacked {
  const random = seeded(seed);
  const changed = [...reports];
  const attacks: Attack[] = [];
  const cells = new Map<string, number[]>();
  reports.forEach((r, row) => {
    if (r.day < fromDay) return;
    const key = `${r.day}/${r.commodityId}/${r.island}`;
    cells.set(key, [...(cells.get(key) ?? []), row]);
  });
  for (const [key, rows] of cells) {
    if (rows.length < 4 || random() > rate) continue;
    const factor = random() < 0.5 ? 1 + size : 1 - size;
    const chosen = rows
      .map((row) => ({ row, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, 4)
      .map((c) => c.row);
    for (const row of chosen) {
      const r = changed[row];
      if (r !== undefined) changed[row] = { ...r, price: Math.round(r.price * factor) };
    }
    attacks.push({ rows: chosen, startDay: Number(key.split('/')[0]) });
  }
  return { reports: changed, attacks };
}

/** One reporter (all items of a market) lies for `days`; honest otherwise. */
export interface Forgery {
  readonly deviceId: string;
  readonly startDay: number;
  readonly endDay: number;
}

export interface Forged {
  readonly reports: readonly PriceReport[];
  readonly forgeries: readonly Forgery[];
}

const FORGERY_DAYS = 14;

/** Each market once, at a random time: every item repeats its last price for 14 days. */
export function withFrozen(
  reports: readonly PriceReport[],
  fromDay: number,
  toDay: number,
  seed: number,
): Forged {
  return forge(reports, fromDay, toDay, seed, (_r, last) => last);
}

/** Each market once, at a random time: for 14 days it sends what another market of its island sent that day or before. */
export function withCopied(
  reports: readonly PriceReport[],
  fromDay: number,
  toDay: number,
  seed: number,
): Forged {
  const random = seeded(seed + 1);
  const markets = new Map(reports.map((r) => [r.marketId, r.island]));
  const sources = new Map<number, number>();
  for (const [id, island] of markets) {
    const near = [...markets].filter(([other, i]) => other !== id && i === island).map(([other]) => other);
    const all = near.length > 0 ? near : [...markets.keys()].filter((other) => other !== id);
    sources.set(id, all[Math.floor(random() * all.length)] ?? id);
  }
  const latest = new Map<number, number>();
  return forge(reports, fromDay, toDay, seed, (r, _last, honest) => {
    for (const h of honest) latest.set(h.marketId * 1000 + h.commodityId, h.price);
    return latest.get((sources.get(r.marketId) ?? 0) * 1000 + r.commodityId) ?? r.price;
  });
}

export type Lie = (report: PriceReport, last: number, honestSince: readonly PriceReport[]) => number;

/** Every market lies once, for 14 days at a random time; honest before and after. */
export function forge(
  reports: readonly PriceReport[],
  fromDay: number,
  toDay: number,
  seed: number,
  lie: Lie,
): Forged {
  const random = seeded(seed);
  const starts = new Map<number, number>();
  const last = new Map<number, number>();
  const forgeries: Forgery[] = [];
  let honest: PriceReport[] = [];
  const changed = reports.map((r) => {
    let start = starts.get(r.marketId);
    if (start === undefined) {
      start = fromDay + Math.floor(random() * (toDay - fromDay - FORGERY_DAYS));
      starts.set(r.marketId, start);
      forgeries.push({ deviceId: r.deviceId, startDay: start, endDay: start + FORGERY_DAYS });
    }
    const key = r.marketId * 1000 + r.commodityId;
    honest.push(r);
    if (r.day < start || r.day >= start + FORGERY_DAYS) {
      last.set(key, r.price);
      return r;
    }
    const price = lie(r, last.get(key) ?? r.price, honest);
    honest = [];
    return { ...r, price };
  });
  return { reports: changed, forgeries };
}
