import type { PriceReport } from '@/lib/validate/report';
import { bySeries } from './attacks';
import { seeded } from './random';

/** Lies that are told and taken in, one at a time in a market and commodity, with the truth before and after. */
export const TOLD = ['spike 10 %', 'spike 20 %', 'spike 40 %', 'swap', '×10', 'shift 15 %'] as const;
export type ToldKind = (typeof TOLD)[number];

export interface Told {
  readonly reports: readonly PriceReport[];
  /** Kind by place in the stream; of a lie that is told again its first report. */
  readonly kinds: ReadonlyMap<number, ToldKind>;
}

/** Reports for which a shift is told on. */
const TOLD_ON = 7;
const CLEAR_BEFORE_END = TOLD_ON + 4;
const APART = 90;
const APART_MORE = 90;

/**
 * Lies of random kinds, up or down, in each series at random places 90–180 reports apart: so few that hardly any
 * other market lies about the same commodity in the same days.
 */
export function withToldLies(reports: readonly PriceReport[], fromDay: number, seed: number): Told {
  const random = seeded(seed);
  const changed = [...reports];
  const kinds = new Map<number, ToldKind>();
  const prices = new Map(reports.map((r) => [placeOf(r, r.commodityId, r.day), r.price]));
  for (const rows of bySeries(reports).values()) {
    for (const i of places(rows, reports, fromDay, random)) {
      const kind = TOLD[Math.floor(random() * TOLD.length)] ?? 'swap';
      const sign = random() < 0.5 ? 1 : -1;
      const lying = rows.slice(i, i + (kind === 'shift 15 %' ? TOLD_ON : 1));
      const lies = lying.map((row) => lieOf(kind, sign, reports[row] as PriceReport, prices));
      if (lies.some((lie) => lie === null)) continue;
      for (const [k, row] of lying.entries()) changed[row] = lies[k] as PriceReport;
      kinds.set(lying[0] as number, kind);
    }
  }
  return { reports: changed, kinds };
}

function places(
  rows: readonly number[],
  reports: readonly PriceReport[],
  fromDay: number,
  random: () => number,
): number[] {
  const found: number[] = [];
  const first = rows.findIndex((row) => (reports[row]?.day ?? 0) >= fromDay);
  let i = first < 0 ? rows.length : first + Math.floor(random() * APART);
  for (; i + CLEAR_BEFORE_END < rows.length; i += APART + Math.floor(random() * APART_MORE)) found.push(i);
  return found;
}

const FACTORS: Readonly<Record<Exclude<ToldKind, 'swap' | '×10'>, number>> = {
  'spike 10 %': 0.1,
  'spike 20 %': 0.2,
  'spike 40 %': 0.4,
  'shift 15 %': 0.15,
};

function lieOf(
  kind: ToldKind,
  sign: number,
  r: PriceReport,
  prices: ReadonlyMap<string, number>,
): PriceReport | null {
  if (kind === '×10') return { ...r, price: 10 * r.price };
  if (kind !== 'swap') return { ...r, price: Math.max(1, Math.round(r.price * (1 + sign * FACTORS[kind]))) };
  const other = prices.get(placeOf(r, r.commodityId + sign, r.day - 1));
  return other === undefined ? null : { ...r, price: other };
}

const placeOf = (r: PriceReport, commodityId: number, day: number) => `${r.marketId}/${commodityId}/${day}`;
