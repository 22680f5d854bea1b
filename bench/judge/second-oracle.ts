import { SETTLE_WITHIN } from '@/lib/validate/settle';
import type { HeldOne, LieKind } from './held';
import { hindsight, type Point } from './hindsight';
import { learnLogistic, logOdds } from './logistic';
import { median, type Panel, type Span, until } from './panel';

/** One point of a curve: what is released, as shares of what was held. */
export interface Released {
  readonly truths: number;
  readonly lies: Readonly<Partial<Record<LieKind, number>>>;
}

/** Nobody can tell a lie that is told on for a week from a price that stays. */
const UNKNOWABLE: LieKind = 'shift 15 %';
const LEVELS = [0.8, 0.85, 0.9, 0.95] as const;

/**
 * The best that a second look could do with the prices that ours holds: who knows each market's noise of the month
 * before *and after*, what all peers did on each whole day, every report of the market within the 72 hours, and the
 * proportion and kinds of the lies. It weighs these by a logistic regression with squares that is fitted on the very
 * prices that it then decides, all of them after the full time.
 */
export function oracleCurve(panel: Panel, span: Span, held: readonly HeldOne[]): readonly Released[] {
  const honest = until(panel, span);
  const series = new Map<number, Point[]>();
  for (const p of hindsight(honest)) series.set(p.series, [...(series.get(p.series) ?? []), p]);
  const restless = restlessMarkets(series);
  const known: { one: HeldOne; x: readonly number[] }[] = [];
  for (const one of held) {
    if (one.kind === UNKNOWABLE) continue;
    const { report } = one;
    const own = series.get(report.marketId * 1000 + report.commodityId) ?? [];
    const i = own.findIndex((p) => p.day === report.day);
    const truth = honest[one.row]?.price ?? report.price;
    const lie = Math.log(report.price / truth);
    if (i < 0) continue;
    const within = own.slice(i + 1, i + 4).filter((p) => receivedIn(one, p.day, honest));
    const at = own[i] as Point;
    const others = (restless.get(`${report.marketId}/${report.day}`) ?? 0) - (isRestless(at) ? 1 : 0);
    known.push({ one, x: figures(at, spreadBeside(own, i), within, lie, others, one.lane) });
  }
  const model = learnLogistic(known.map(({ one, x }) => ({ x, lie: one.kind !== null })));
  const scored = known.map(({ one, x }) => ({ kind: one.kind, odds: logOdds(model, x) }));
  const truths = scored.filter((s) => s.kind === null).sort((a, b) => a.odds - b.odds);
  return LEVELS.map((level) => {
    const limit = truths[Math.ceil(level * truths.length) - 1]?.odds ?? Number.POSITIVE_INFINITY;
    return shares(scored.map(({ kind, odds }) => ({ kind, released: odds <= limit })));
  });
}

/** Shares released by kind. */
export function shares(decided: readonly { kind: LieKind | null; released: boolean }[]): Released {
  const counts = new Map<LieKind | null, { of: number; hits: number }>();
  for (const { kind, released } of decided) {
    const count = counts.get(kind) ?? { of: 0, hits: 0 };
    counts.set(kind, { of: count.of + 1, hits: count.hits + (released ? 1 : 0) });
  }
  const lies: Partial<Record<LieKind, number>> = {};
  let truths = Number.NaN;
  for (const [kind, { of, hits }] of counts) {
    if (kind === null) truths = hits / of;
    else lies[kind] = hits / of;
  }
  return { truths, lies };
}

/** Reports come once a day at the panel's hours, so that of the third day after every second is too late. */
function receivedIn({ row, report }: HeldOne, day: number, honest: Panel['reports']): boolean {
  if (day - report.day < 3) return true;
  for (let k = row + 1; k < honest.length; k++) {
    const r = honest[k];
    if (r === undefined || r.receivedAt - report.receivedAt > SETTLE_WITHIN) return false;
    if (r.day === day && r.marketId === report.marketId && r.commodityId === report.commodityId) return true;
  }
  return false;
}

const MOST = 6;
const FAR = 2.5;
/** Days on each side from which a market's noise is known; the least that is believed, log. */
const AROUND = 30;
const LEAST = 0.0015;

/** A market's spread in the month before a day and in the one after the days that are looked at. */
function spreadBeside(own: readonly Point[], i: number): number {
  const sizes = own
    .slice(Math.max(0, i - AROUND), i + AROUND + 1)
    .filter((_, k) => k < Math.min(i, AROUND) || k > Math.min(i, AROUND) + 3)
    .map((p) => Math.abs(p.off));
  const mean = sizes.reduce((a, b) => a + b, 0) / Math.max(1, sizes.length);
  return 0.5 * 1.4826 * median(sizes) + 0.5 * mean + LEAST;
}

function figures(
  at: Point,
  scale: number,
  later: readonly Point[],
  lie: number,
  around: number,
  lane: HeldOne['lane'],
): number[] {
  const step = at.off + lie;
  const direction = step >= 0 ? 1 : -1;
  let level = at.off;
  let [kept, moved, sum] = [-MOST, 0, 0];
  for (const p of later) {
    level += p.raw;
    const off = level / scale;
    kept = Math.max(kept, direction * off);
    moved = Math.max(moved, Math.abs(off));
    sum += level / step;
  }
  const x = [
    Math.log(Math.max(0.01, Math.abs(step))),
    Math.log(Math.max(0.3, Math.abs(step) / scale)),
    Math.min(MOST, moved),
    later.length === 0 ? 0 : Math.max(0, Math.min(MOST, kept)),
    later.length === 0 ? 0 : Math.max(-1, Math.min(1.5, sum / later.length)),
    Math.min(4, around),
  ];
  return [...x, ...x.map((v) => v * v), later.length === 0 ? 1 : 0, lane === 'quarantined' ? 1 : 0];
}

const isRestless = ({ off, scale }: Point) => Math.abs(off) >= FAR * scale;

/** How many of a market's goods honestly surprised on a day: lies come one at a time. */
function restlessMarkets(series: ReadonlyMap<number, readonly Point[]>): Map<string, number> {
  const count = new Map<string, number>();
  for (const [key, points] of series) {
    for (const p of points) {
      if (!isRestless(p)) continue;
      const place = `${Math.floor(key / 1000)}/${p.day}`;
      count.set(place, (count.get(place) ?? 0) + 1);
    }
  }
  return count;
}
