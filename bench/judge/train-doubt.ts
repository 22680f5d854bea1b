import type { DetectorResult } from '@/lib/market/verdict';
import { doubtFeatures } from '@/lib/validate/doubt';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { collectHeld, type HeldOne } from './held';
import { figure, type Logistic, learnLogistic, logOdds, type Sample } from './logistic';
import { Ours } from './ours';
import type { Panel } from './panel';

const MONTHS = 'panel 2022-03 to 2023-06';
/** Share of the held true prices that the limit must release in the tuning months. */
const RELEASED = 0.94;

export interface DoubtModel extends Logistic {
  readonly version: string;
  /** Held prices that it was learnt from. */
  readonly learntFrom: number;
  /** Likelihood of a lie from which a price is not released. */
  readonly limit: number;
}

/**
 * Learns what distinguishes lies from true prices among those that nothing had confirmed when their 72 hours were
 * over, in the tuning months. A shift that is told on for a week is left out: what comes after it confirms it.
 */
export function trainDoubt(panel: Panel, seed: number): DoubtModel {
  const { held } = collectHeld(panel, panel.tuning, () => new Ours({ ...DEFAULT_RULES, doubt: 2 }), seed);
  const samples: (Sample & { one: HeldOne })[] = [];
  for (const one of held) {
    const x = figuresOf(one);
    if (x !== null && one.kind !== 'shift 15 %') samples.push({ x, lie: one.kind !== null, one });
  }
  const model = learnLogistic(samples);
  const truths = held.filter((one) => one.kind === null);
  const early = truths.filter((one) => one.released && figuresOf(one) === null).length;
  const odds = samples
    .filter((s) => !s.lie && s.one.released)
    .map((s) => logOdds(model, s.x))
    .sort((a, b) => a - b);
  const last = odds[Math.ceil(RELEASED * truths.length) - early] ?? Number.POSITIVE_INFINITY;
  return {
    version: MONTHS,
    learntFrom: samples.length,
    limit: figure(1 / (1 + Math.exp(-last))),
    ...model,
  };
}

/** What the second look weighed; `null` when it decided without. */
export function figuresOf({ detectors, lane }: Pick<HeldOne, 'detectors' | 'lane'>): number[] | null {
  const value = (name: string) => detectors.find((d: DetectorResult) => d.name === name)?.value;
  if (value('doubt') === undefined) return null;
  return doubtFeatures({
    step: value('step') ?? 0,
    gap: value('neighbours') ?? 0,
    kept: value('kept') ?? 0,
    moved: value('moved') ?? 0,
    drift: value('wandered') ?? 0,
    claims: value('claims') ?? 0,
    quarantined: lane === 'quarantined',
  });
}
