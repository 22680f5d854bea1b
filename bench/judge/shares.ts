import type { VolatilityClass } from '@/lib/market/commodity';
import { expectOwn } from '@/lib/validate/expect';
import { absorb, createMemory, trackOf } from '@/lib/validate/memory';
import { movement } from '@/lib/validate/movement';
import type { ClassWeights, Weights } from '@/lib/validate/weights';
import { addTo, createNormal, solve } from './linear';
import { type Panel, until } from './panel';

/** Days on which the nation moved less teach little about who follows. */
const LEAST_MOVE = 0.005;
const ROUNDS = 8;

interface Sample {
  /** Nation, island beyond it, last surprise (bounded); log. */
  readonly x: readonly [number, number, number];
  readonly y: number;
  readonly deviation: number;
}

/**
 * Who follows whom, learnt from the honest prices of the tuning months: Huber regressions of a market's change
 * on the nation's, on its island's beyond that, and on its own last surprise; and the mean surprise of a class.
 * The province's share is set to the nation's, since the panel has one series a province.
 */
export function learnShares(panel: Panel, weights: Weights): Weights {
  const samples: Record<VolatilityClass, Sample[]> = { low: [], medium: [], high: [] };
  const surprises: Record<VolatilityClass, { sum: number; of: number }> = {
    low: { sum: 0, of: 0 },
    medium: { sum: 0, of: 0 },
    high: { sum: 0, of: 0 },
  };
  const memory = createMemory(weights);
  for (const report of until(panel, panel.tuning)) {
    const track = trackOf(memory, report.marketId, report.commodityId);
    const expected = track === undefined ? null : expectOwn(track, report.day);
    if (track !== undefined && expected !== null && report.day >= panel.tuning.fromDay) {
      const log = Math.log(report.price);
      const part = { from: expected.lastLog, sameDay: null };
      const since = report.day - expected.days;
      const follow = (nation: number, island: number) =>
        movement(track, { ...track.weights, nation, island, region: 0 }, since, report.day, part).expected;
      const wide = follow(1, 0);
      const seen = surprises[track.volatility];
      seen.sum += Math.abs(log - expected.log);
      seen.of++;
      if (Math.abs(wide) >= LEAST_MOVE) {
        const most = 3 * expected.habit.slow;
        const last = Math.max(-most, Math.min(most, expected.habit.surprise)) / expected.days;
        const x = [wide, follow(0, 1), last] as const;
        samples[track.volatility].push({ x, y: log - expected.lastLog, deviation: expected.deviation });
      }
    }
    absorb(memory, report);
  }
  const learnt = (volatility: VolatilityClass): ClassWeights => {
    const [nation = 0, island = 0, back = 0] = regress(samples[volatility]);
    const { sum, of } = surprises[volatility];
    return {
      ...weights.classes[volatility],
      nation: figure(nation),
      island: figure(island),
      region: figure(nation),
      reversion: figure(-back),
      prior: figure(sum / of),
    };
  };
  return { ...weights, classes: { low: learnt('low'), medium: learnt('medium'), high: learnt('high') } };
}

const figure = (value: number) => Number(value.toFixed(3));

/** Huber regression by reweighting. */
function regress(samples: readonly Sample[]): readonly number[] {
  let b: readonly number[] = [0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const normal = createNormal(3);
    for (const { x, y, deviation } of samples) {
      const off = Math.abs(x.reduce((left, v, i) => left - v * (b[i] ?? 0), y)) / deviation;
      const weight = 1 / (Math.max(1, off) * deviation * deviation);
      addTo(normal, x, weight, weight * y);
    }
    b = solve(normal);
  }
  return b;
}
