import { FACTORS } from '@/lib/market/factor';
import { type LiveWeeks, othersNow } from './live-weeks';
import { type Shares, sharesOf } from './shares';
import { DAYS_BEFORE } from './week-model';
import { takeApart } from './weigh-week';

/** Why the nation's mean moved in the week that a day lies in; `null` where nothing was learnt of that week. */
export function nationWhy(live: LiveWeeks, day: number): Shares | null {
  const { model } = live;
  if (day > model.day) return null;
  if (day > model.day - 7) return thisWeek(live);
  const week = model.nation.find((w) => day <= w.day && day > w.day - 7);
  return week === undefined ? null : ofMean(week.parts);
}

/** The mean of what each factor did to the markets that told a price of this week. */
function thisWeek(live: LiveWeeks): Shares | null {
  const sums = FACTORS.map(() => 0);
  let count = 0;
  for (const series of live.series.values()) {
    const known = series.known[DAYS_BEFORE];
    if (known === undefined || Number.isNaN(series.rest)) continue;
    const parts = takeApart(live, series, known.parts, series.rest + known.usual, othersNow(live, series));
    for (const [f, part] of parts.entries()) sums[f] = (sums[f] as number) + part;
    count++;
  }
  return count === 0 ? null : ofMean(sums);
}

function ofMean(parts: readonly number[]): Shares {
  return sharesOf(
    parts,
    parts.reduce((a, b) => a + b, 0),
  );
}
