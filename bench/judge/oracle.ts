import { hindsight, type Point } from './hindsight';
import { type Panel, type Span, until } from './panel';
import { seeded } from './random';
import { interval, type Rate, share } from './score';
import type { Row } from './singles';

/** The false alarms at which everything is compared. */
const FALSE_QUARANTINE = 0.003;
/** Degrees of freedom of the noise that is tried; the likeliest is taken. */
const TAILS = [1.5, 2, 3, 5, 8];

/**
 * The best achievable: who knows the noise. It expects what all peers did on the whole day, knows each market's
 * spread of the month before *and after* and the spread of the day over all markets, knows the attack's kind and
 * size, and weighs both by their likelihoods (Neyman and Pearson); its threshold is set on the measured months
 * themselves. Nothing that must answer on arrival can do as well; what it misses hides in the noise.
 */
export function measureOracle(panel: Panel, span: Span, seed: number): Row {
  const points = hindsight(until(panel, span)).filter((p) => p.day >= span.fromDay);
  const tail = likeliest(points);
  const density = (r: number) => Math.log1p((r * r) / tail) * (-(tail + 1) / 2);
  const row: Record<string, ReturnType<typeof cellOf>> = {};
  const attack = (name: string, sizes: readonly number[]) => {
    const ratio = ({ off, scale }: Point, lie: number) => {
      const honest = density((off + lie) / scale);
      return Math.max(...sizes.map((size) => density((off + lie - size) / scale))) - honest;
    };
    const threshold = upper(points.map((p) => ratio(p, 0)));
    row[name] = cellOf(
      points,
      seed,
      (p) => sizes.filter((size) => ratio(p, size) >= threshold).length / sizes.length,
    );
  };
  for (const percent of [10, 20, 40]) attack(`spike ${percent} %`, both(percent));
  attack('shift 15 %, first day', both(15));
  attack('×10', [Math.log(10)]);
  // Four that are known to collude are four spikes: their peers' word is known to be honest.
  attack('collusion of 4, 20 %', both(20));
  for (const days of [4, 10]) {
    row[`drift 2 %/day, caught within ${days} days`] = drift(points, days, density, seed);
  }
  return row;
}

const both = (percent: number) => [Math.log(1 + percent / 100), Math.log(1 - percent / 100)];

/** Sum of the likelihood ratios of the last days for a step of 2 % each, the best start of at most `days`. */
function drift(points: readonly Point[], days: number, density: (r: number) => number, seed: number) {
  const steps = both(2);
  const series = new Map<number, Point[]>();
  for (const p of points) series.set(p.series, [...(series.get(p.series) ?? []), p]);
  const gain = ({ off, scale }: Point, lie: number, step: number) =>
    density((off + lie - step) / scale) - density((off + lie) / scale);
  const scoreAt = (list: readonly Point[], i: number, lieFrom: number, lie: number) => {
    let best = Number.NEGATIVE_INFINITY;
    for (const step of steps) {
      let sum = 0;
      for (let k = i; k > Math.max(-1, i - 10); k--) {
        const p = list[k];
        if (p === undefined) break;
        sum += gain(p, k >= lieFrom ? lie : 0, step);
        best = Math.max(best, sum);
      }
    }
    return best;
  };
  const honest: number[] = [];
  for (const list of series.values()) {
    for (const i of list.keys()) honest.push(scoreAt(list, i, list.length, 0));
  }
  const threshold = upper(honest);
  const starts: Point[] = [];
  const caught = new Map<Point, boolean>();
  for (const list of series.values()) {
    for (let start = 10; start + 10 < list.length; start += 15) {
      const at = list[start];
      const step = steps[start % 2] ?? 0;
      if (at === undefined) continue;
      starts.push(at);
      const hit = Array.from({ length: days }, (_, d) => start + d).some(
        (i) => scoreAt(list, i, start, step) >= threshold,
      );
      caught.set(at, hit);
    }
  }
  return cellOf(starts, seed, (p) => (caught.get(p) === true ? 1 : 0));
}

function upper(scores: readonly number[]): number {
  const sorted = Float64Array.from(scores).sort();
  return sorted[Math.floor(sorted.length * (1 - FALSE_QUARANTINE))] ?? Number.POSITIVE_INFINITY;
}

function likeliest(points: readonly Point[]): number {
  const fit = TAILS.map((tail) => {
    const constant = gammaRatio(tail);
    let sum = 0;
    for (const { off, scale } of points)
      sum += constant - ((tail + 1) / 2) * Math.log1p((off / scale) ** 2 / tail);
    return { tail, sum };
  });
  return fit.sort((a, b) => b.sum - a.sum)[0]?.tail ?? 3;
}

/** Logarithm of Student's normalising constant. */
function gammaRatio(tail: number): number {
  return logGamma((tail + 1) / 2) - logGamma(tail / 2) - 0.5 * Math.log(tail * Math.PI);
}

/** Stirling's series after shifting the argument above 8; some ten digits. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 8) shift += Math.log(y++);
  return (
    (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * y) - 1 / (360 * y ** 3) - shift
  );
}

function cellOf(points: readonly Point[], seed: number, hit: (p: Point) => number) {
  const days = new Map<number, { hits: number; of: number }>();
  for (const p of points) {
    const day = days.get(p.day) ?? { hits: 0, of: 0 };
    days.set(p.day, { hits: day.hits + hit(p), of: day.of + 1 });
  }
  const rates: Rate[] = [...days.values()];
  const total = rates.reduce((a, r) => ({ hits: a.hits + r.hits, of: a.of + r.of }), { hits: 0, of: 0 });
  const [low, high] = interval(rates, seeded(seed));
  return { share: share(total), low, high, of: total.of };
}
