/** Means of what the sensors of a region's markets felt on a day; `null` where none told. */
export interface RegionDay {
  readonly regionId: number;
  readonly day: number;
  /** °C. */
  readonly temperature: number | null;
  /** Percent. */
  readonly humidity: number | null;
}

const WEEK = 7;
/** Days with a figure that make a week's mean. */
const DAYS_NEEDED = 3;
/** Weekly means (one ends on each day) that tell what is usual in a region. */
const USUAL_DAYS = 90;

/**
 * How far the mean of the week that ends on a day lies from what is usual in its region, in standard deviations;
 * `NaN` where too little is known, which is harmless.
 */
export function weatherOf(
  rows: readonly RegionDay[],
  figure: (row: RegionDay) => number | null,
): (regionId: number, day: number) => number {
  const regions = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const value = figure(row);
    if (value === null) continue;
    const days = regions.get(row.regionId) ?? new Map<number, number>();
    regions.set(row.regionId, days.set(row.day, value));
  }
  const known = new Map([...regions].map(([id, days]) => [id, deviations(days)]));
  return (regionId, day) => known.get(regionId)?.get(day) ?? Number.NaN;
}

function deviations(days: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const ends = new Set([...days.keys()].flatMap((d) => Array.from({ length: WEEK }, (_, k) => d + k)));
  const means = new Map<number, number>();
  for (const end of ends) {
    const values = Array.from({ length: WEEK }, (_, k) => days.get(end - k)).filter((v) => v !== undefined);
    if (values.length >= DAYS_NEEDED) means.set(end, values.reduce((a, b) => a + b, 0) / values.length);
  }
  if (means.size < USUAL_DAYS) return new Map();
  const all = [...means.values()];
  const usual = all.reduce((a, b) => a + b, 0) / all.length;
  const spread = Math.sqrt(all.reduce((sum, v) => sum + (v - usual) ** 2, 0) / all.length);
  return spread > 0 ? new Map([...means].map(([d, v]) => [d, (v - usual) / spread])) : new Map();
}
