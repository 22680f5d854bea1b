import { type Doubt, featuresOf } from '@/lib/validate/ai';
import { drift, neighbours, ownMoves } from '@/lib/validate/detectors';
import { expectOwn } from '@/lib/validate/expect';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { trackOf } from '@/lib/validate/memory';
import type { PriceReport } from '@/lib/validate/report';
import { spreadOf } from '@/lib/validate/spread';
import { figure, type Sample as Known, learnLogistic, logOdds } from './logistic';
import { Ours } from './ours';
import { type Panel, until } from './panel';
import { seeded } from './random';

/** Share of honest reports after which lies are tried, and the sizes of these, log. */
const TRIED = 0.2;
const SMALLEST = 0.07;
const LARGEST = 0.8;
const MONTHS = 'panel 2022-03 to 2023-06';

interface Sample extends Known {
  /** An honest price that the judge quarantines without the model. */
  readonly quarantined: boolean;
}

export interface AiModel {
  readonly version: string;
  /** Doubtful prices that it was learnt from. */
  readonly learntFrom: number;
  /** Log odds from which a doubtful price is quarantined. */
  readonly limit: number;
  readonly intercept: number;
  readonly weights: readonly number[];
}

/**
 * Learns which doubtful prices are lies: a logistic regression on all that made `neighbours` doubt in the tuning
 * months, honest prices and lies of all sizes weighing the same. The limit quarantines as many of these honest
 * prices as the judge does without the model.
 */
export function trainAi(panel: Panel, seed: number): AiModel {
  const samples = collect(panel, seed);
  const model = learnLogistic(samples);
  const odds = ({ x }: Sample) => logOdds(model, x);
  const honest = samples.filter((s) => !s.lie);
  const allowed = honest.filter((s) => s.quarantined).length;
  const sorted = honest.map(odds).sort((a, b) => b - a);
  return {
    version: MONTHS,
    learntFrom: samples.length,
    limit: figure(sorted[allowed] ?? 0),
    ...model,
  };
}

function collect(panel: Panel, seed: number): Sample[] {
  const random = seeded(seed);
  const judge = new Ours(DEFAULT_RULES);
  const samples: Sample[] = [];
  const look = (report: PriceReport, lie: boolean) => {
    const { lane, flags } = judge.verdictOf(report);
    if (lane === 'accepted' || flags.includes('repeated_claim') || !flags.includes('neighbours')) return;
    if (flags.some((f) => f === 'scale_slip' || f === 'impossible_jump' || f === 'swapped_item')) return;
    const doubt = doubtOf(judge, report);
    if (doubt === null || doubt.drift >= DEFAULT_RULES.driftQuarantine) return;
    samples.push({ x: featuresOf(doubt), lie, quarantined: lane === 'quarantined' });
  };
  for (const report of until(panel, panel.tuning)) {
    if (report.day >= panel.tuning.fromDay) {
      look(report, false);
      if (random() < TRIED) {
        const size = SMALLEST * (LARGEST / SMALLEST) ** random();
        const price = Math.round(report.price * Math.exp(random() < 0.5 ? size : -size));
        look({ ...report, price: Math.max(1, price) }, true);
      }
    }
    judge.take(report);
  }
  return samples;
}

function doubtOf(judge: Ours, report: PriceReport): Doubt | null {
  const track = trackOf(judge.stream.memory, report.marketId, report.commodityId);
  const expected = track === undefined ? null : expectOwn(track, report.day);
  if (track === undefined || expected === null) return null;
  const log = Math.log(report.price);
  track.spread ??= spreadOf(track.series);
  const [z, outside] = ownMoves(expected, track.spread, log, DEFAULT_RULES);
  return {
    expected,
    log,
    gap: neighbours(expected, log, DEFAULT_RULES).value,
    drift: drift(expected, track, log, DEFAULT_RULES).value,
    z: z?.value ?? 0,
    outside: outside?.value ?? 0,
  };
}
