import type { PriceReport } from '@/lib/validate/report';
import { type Forged, forge } from './attacks';
import { seeded } from './random';

/** How prices are told at this place, Rp. */
const STEP = 50;
const inSteps = (price: number, step = STEP) => Math.max(step, step * Math.round(price / step));
const keyOf = (r: PriceReport) => r.marketId * 1000 + r.commodityId;

type Maker = (reports: readonly PriceReport[], fromDay: number, toDay: number, seed: number) => Forged;

/** Every second good is made of the one before it: from its first lying day on it moves by the same factor. */
const withTwins: Maker = (reports, from, to, seed) => {
  const start = new Map<number, { price: number; of: number; other: number }>();
  const today = new Map<number, number>();
  for (const r of reports) if (r.day < from) today.set(keyOf(r), r.price);
  return forge(reports, from, to, seed, (r, last) => {
    if (r.commodityId % 2 === 1) {
      today.set(keyOf(r), r.price);
      return r.price;
    }
    const other = r.marketId * 1000 + r.commodityId - 1;
    const now = today.get(other);
    if (now === undefined) return r.price;
    const begun = start.get(keyOf(r)) ?? { price: last, of: now, other };
    start.set(keyOf(r), begun);
    return inSteps((begun.price * now) / begun.of);
  });
};

/** Each day the whole vector is the one before times one number. */
const withCommonFactor: Maker = (reports, from, to, seed) => {
  const begun = new Map<number, number>();
  return forge(reports, from, to, seed, (r, last) => {
    const start = begun.get(keyOf(r)) ?? last;
    begun.set(keyOf(r), start);
    return inSteps(start * factorOf(r, seed));
  });
};

/** A walk that all goods of a market share, drawn by market and day alone. */
function factorOf({ marketId, day }: PriceReport, seed: number): number {
  let log = 0;
  for (let d = day - 20; d <= day; d++) log += 0.03 * (seeded(seed + 1000 * d + marketId)() - 0.5);
  return Math.exp(log);
}

/** The truth, rounded by taste: to whole five hundreds. */
const withHeaping: Maker = (reports, from, to, seed) =>
  forge(reports, from, to, seed, (r) => inSteps(r.price, 500));

/** A week of figures that is told over and over. */
const withPeriod: Maker = (reports, from, to, seed) => {
  const random = seeded(seed + 2);
  const cycle = new Map<number, readonly number[]>();
  return forge(reports, from, to, seed, (r, last) => {
    const prices =
      cycle.get(keyOf(r)) ?? Array.from({ length: 3 }, () => inSteps(last * (1 + 0.06 * (random() - 0.5))));
    cycle.set(keyOf(r), prices);
    return prices[r.day % prices.length] ?? last;
  });
};

/** Invented from the last price by a touch each day, so that nothing ever stands still and nothing moves. */
const withTouches: Maker = (reports, from, to, seed) => {
  const random = seeded(seed + 3);
  const told = new Map<number, number>();
  return forge(reports, from, to, seed, (r, last) => {
    const before = told.get(keyOf(r)) ?? last;
    const price = random() < 0.5 || before <= 2 * STEP ? before + STEP : before - STEP;
    told.set(keyOf(r), price);
    return price;
  });
};

/** True prices, all typed within seconds of each other. */
const withFastEntry: Maker = (reports, from, to, seed) => {
  const forged = forge(reports, from, to, seed, (r) => r.price);
  const lying = new Map(forged.forgeries.map((f) => [f.deviceId, f]));
  const typed = forged.reports.map((r) => {
    const f = lying.get(r.deviceId);
    if (f === undefined || r.day < f.startDay || r.day >= f.endDay) return r;
    const opened = r.day * 86_400_000 + 9 * 3_600_000;
    const observedAt = opened + r.commodityId * 400;
    return { ...r, observedAt, receivedAt: observedAt };
  });
  return { ...forged, reports: typed.sort((a, b) => a.receivedAt - b.receivedAt) };
};

/** Ways to make prices up, by the kind of evidence that should find them. */
export const FABRICATORS: Readonly<Record<string, Maker>> = {
  'twin goods': withTwins,
  'common factor': withCommonFactor,
  'digit heaping': withHeaping,
  'repeated cycle': withPeriod,
  'small touches': withTouches,
  'entry speed': withFastEntry,
};
