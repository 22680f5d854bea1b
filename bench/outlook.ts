import { type DayPrice, dailySeries } from '@/lib/forecast/daily-series';
import { forecastSeries, KEEP_DAYS } from '@/lib/forecast/forecast';
import { MODELS } from '@/lib/forecast/models';
import { isoToDay } from '@/lib/market/calendar';
import type { VolatilityClass } from '@/lib/market/commodity';
import { riseRisk } from '@/lib/warn/rise-risk';
import { hasPanel, loadPanel } from './judge/panel';
import { report } from './support/report';

/** Origins are six days apart, so that they fall on every day of the week. */
const STEP_DAYS = 6;
const LEAST_PAST_DAYS = 120;
const HORIZONS = [1, 7] as const;
const HALVES = [
  { name: 'January – June 2023, on which widths were chosen', from: '2023-01-05', to: '2023-06-20' },
  { name: 'July – December 2023, looked at once', from: '2023-07-03', to: '2023-12-20' },
] as const;

interface Series {
  readonly volatility: VolatilityClass;
  readonly prices: DayPrice[];
}

/**
 * Forecasts and warnings at rolling origins on the national price panel, one market a province: errors and coverage,
 * and the Brier score of warnings beside a plain guess: how often the same happened before in that series, and certainty
 * where the price stands above the height already.
 */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('outlook: not run, ../shared/data is not there');
    return;
  }
  const series = new Map<string, Series>();
  for (const { marketId, commodityId, volatility, day, price } of loadPanel(1).reports) {
    const key = `${marketId}/${commodityId}`;
    const known = series.get(key);
    if (known === undefined) series.set(key, { volatility, prices: [{ day, price }] });
    else known.prices.push({ day, price });
  }
  const rows = HALVES.flatMap(({ name, from, to }) => {
    const tally = new Tally();
    for (const one of series.values()) {
      for (let day = isoToDay(from); day <= isoToDay(to); day += STEP_DAYS) tally.look(one, day);
    }
    return tally.rows(name);
  });
  await report('outlook', rows);
}

class Tally {
  private readonly forecasts = new Map<string, { n: number; error: number; in80: number; in95: number }>();
  private readonly warnings = new Map<
    string,
    { n: number; happened: number; ours: number; before: number }
  >();

  look({ volatility, prices }: Series, day: number): void {
    const daily = dailySeries(prices, day, KEEP_DAYS);
    if (daily === null || daily.logs.length < LEAST_PAST_DAYS) return;
    const real = new Map(prices.map((p) => [p.day, p.price]));
    for (const model of [...MODELS, 'auto'] as const) {
      const { days } = forecastSeries(daily, { horizon: 7, volatility, model });
      for (const h of HORIZONS) {
        const [price, said] = [real.get(day + h), days[h - 1]];
        if (price === undefined || said === undefined) continue;
        const [low95 = 0, , low80 = 0, , , , high80 = 0, , high95 = 0] = said.quantiles;
        const t = this.forecasts.get(`${model}, ${h} d`) ?? { n: 0, error: 0, in80: 0, in95: 0 };
        t.n += 1;
        t.error += Math.abs(price - said.mean) / price;
        t.in80 += price >= low80 && price <= high80 ? 1 : 0;
        t.in95 += price >= low95 && price <= high95 ? 1 : 0;
        this.forecasts.set(`${model}, ${h} d`, t);
      }
    }
    this.warn(daily.logs, volatility, highest(real, day));
  }

  private warn(logs: Float64Array, volatility: VolatilityClass, after: number | null): void {
    if (after === null) return;
    const risk = riseRisk(logs, volatility);
    const now = logs.at(-1) ?? 0;
    const year = logs.slice(-365).sort();
    const high = year[Math.floor(0.9 * (year.length - 1))] ?? now;
    this.score(
      'up 10 %',
      risk.up10,
      after - now >= Math.log(1.1),
      shareBefore(logs, (from) => from + Math.log(1.1)),
    );
    this.score(
      'above the 90th percentile',
      risk.cross90,
      after > high,
      now > high ? 1 : shareBefore(logs, () => high),
    );
  }

  private score(what: string, said: number, happened: boolean, before: number): void {
    const t = this.warnings.get(what) ?? { n: 0, happened: 0, ours: 0, before: 0 };
    const truth = happened ? 1 : 0;
    t.n += 1;
    t.happened += truth;
    t.ours += (said - truth) ** 2;
    t.before += (before - truth) ** 2;
    this.warnings.set(what, t);
  }

  rows(half: string): Record<string, string>[] {
    const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
    return [
      ...[...this.forecasts].map(([what, { n, error, in80, in95 }]) => ({
        half,
        what: `forecast: ${what}`,
        n: String(n),
        figure: `error ${percent(error / n)}, within its 80 % ${percent(in80 / n)}, its 95 % ${percent(in95 / n)}`,
      })),
      ...[...this.warnings].map(([what, { n, happened, ours, before }]) => ({
        half,
        what: `warning: ${what}`,
        n: String(n),
        figure: `came true ${percent(happened / n)}, Brier ${(ours / n).toFixed(4)}, of a plain guess ${(before / n).toFixed(4)}`,
      })),
    ];
  }
}

/** ln of the highest price of the next seven days; `null` when fewer than five were reported. */
function highest(real: ReadonlyMap<number, number>, day: number): number | null {
  const week = Array.from({ length: 7 }, (_, i) => real.get(day + i + 1)).filter((p) => p !== undefined);
  return week.length < 5 ? null : Math.log(Math.max(...week));
}

/** Share of past days after which a week brought as much. @param limit ln price that had to be reached */
function shareBefore(logs: Float64Array, limit: (from: number) => number): number {
  let times = 0;
  let days = 0;
  for (let i = 0; i + 7 < logs.length; i++) {
    const week = logs.subarray(i + 1, i + 8);
    days += 1;
    if (Math.max(...week) >= limit(logs[i] ?? 0)) times += 1;
  }
  return days === 0 ? 0 : times / days;
}
