import type { VolatilityClass } from '@/lib/market/commodity';
import { FACTORS, type Factor, type FactorWeights, type Impact } from '@/lib/market/factor';
import { type ImpactMemory, movesOf, type Recent, recentOf } from './memory';
import { createMoves, percentile } from './moves';
import { weighWeek } from './weigh-week';

/** What is weighed. */
export interface WeighedReport {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly volatility: VolatilityClass;
  /** Rp per base unit. */
  readonly price: number;
  readonly day: number;
  /** Price to compare with, Rp per base unit; left out, it is the market's last accepted one. */
  readonly before?: number;
}

/** Other markets that must have moved before a national cause is believed. */
const PEERS_NEEDED = 5;
/** Peers that weigh as much as no knowledge. */
const HALF_TRUST = 4;

/** Answers where nothing was learnt: a fresh database, a new market, a report from long ago. */
export const FIRST_FORM = 'moves/1';

/**
 * Weighs one price against its week, by what was learnt of its commodity; where nothing was, by its first form:
 * the size of its move among the past daily moves of its commodity and province, and which part of it other
 * markets share. A part that nothing explains stays `unexplained`.
 */
export function weigh(report: WeighedReport, memory: ImpactMemory): Impact {
  const recent = recentOf(memory, report.marketId, report.commodityId);
  const last = report.before ?? recent?.price;
  const weeks = memory.weeks.get(report.commodityId);
  const weighed = weeks === undefined ? null : weighWeek(weeks, report);
  if (weeks !== undefined && weighed !== null) {
    return {
      priceChange: last === undefined ? null : report.price / last - 1,
      impactScore: weighed.impactScore,
      dominantFactor: weighed.dominantFactor,
      factorsWithWeights: weighed.factorsWithWeights,
      model: weeks.name,
      inputs: weighed.inputs,
    };
  }
  return firstForm(report, memory, recent, last);
}

function firstForm(
  report: WeighedReport,
  memory: ImpactMemory,
  recent: Recent | undefined,
  last: number | undefined,
): Impact {
  if (last === undefined) {
    return {
      priceChange: null,
      impactScore: 0,
      dominantFactor: 'unexplained',
      factorsWithWeights: alone('unexplained'),
      model: FIRST_FORM,
    };
  }
  const move = Math.log(report.price / (report.before ?? dayBefore(recent, report.day) ?? last));
  const moves = movesOf(memory, report.regionId, report.commodityId) ?? NO_MOVES;
  const share = move === 0 ? 0 : percentile(moves, Math.abs(move), report.volatility);
  const national = recent === undefined ? 0 : nationalShare(recent, report.day, move);
  const weights = national === 0 ? alone('unexplained') : split('national_demand', national);
  return {
    priceChange: report.price / last - 1,
    impactScore: Math.round(1000 * share) / 10,
    dominantFactor: national > 0.5 ? 'national_demand' : 'unexplained',
    factorsWithWeights: weights,
    model: FIRST_FORM,
  };
}

/** A day's move is measured from the day before, however often a market reports. */
function dayBefore(recent: Recent | undefined, day: number): number | undefined {
  if (recent === undefined) return undefined;
  return day > recent.day || Number.isNaN(recent.before) ? recent.price : recent.before;
}

/** Share of a move that other markets made too on the same day, 0–1; 0 when it is not proven. */
function nationalShare(recent: Recent, day: number, move: number): number {
  const { nation } = recent;
  if (nation.day !== day || move === 0) return 0;
  const counted = recent.day === day && !Number.isNaN(recent.before);
  const own = counted ? Math.log(recent.price / recent.before) : 0;
  const count = nation.count - (counted ? 1 : 0);
  if (count < PEERS_NEEDED) return 0;
  const shared = ((nation.sum - own) / count) * (count / (count + HALF_TRUST));
  const ratio = Math.max(0, Math.min(1, shared / move));
  return Math.round(ratio * 1000) / 1000;
}

const NO_MOVES = createMoves();

function weights(of: Partial<FactorWeights>): FactorWeights {
  return Object.fromEntries(FACTORS.map((f) => [f, of[f] ?? 0])) as Record<Factor, number>;
}

const ALONE = new Map(FACTORS.map((f) => [f, weights({ [f]: 1 })]));

function alone(factor: Factor): FactorWeights {
  return ALONE.get(factor) ?? weights({ [factor]: 1 });
}

function split(factor: Factor, share: number): FactorWeights {
  return weights({ [factor]: share, unexplained: 1 - share });
}
