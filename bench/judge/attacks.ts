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
function byseries(reports: readonly PriceReport[]): Map<number, number[]> {
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
  for (const rows of byseries(reports).values()) {
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

/** Four markets of one island that report one commodity 20 % off (the same way) on one day. */
export function withCollusion(
  reports: readonly PriceReport[],
  fromDay: number,
  seed: number,
  size = 0.2,
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
    if (rows.length < 4 || random() > 0.03) continue;
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
