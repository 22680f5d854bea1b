import type { Block } from '@/lib/market/block';
import { addRow, combined, createGram, explained, type Gram, solve } from './gram';
import { shapley } from './shapley';

/** A figure. Those of one group prove themselves together or not at all. */
export interface Column {
  readonly block: Block;
  readonly group: string;
}

/** What was learnt of one commodity; plain data that can be kept and used without its rows. */
export interface BlockModel {
  /** Blocks of which some figures foretold weeks that they were not fitted on. All others have no weight. */
  readonly proven: readonly Block[];
  /** Share of all past movement that each proven block explains: exact LMG (Shapley) shares of R². */
  readonly skill: ReadonlyMap<Block, number>;
  /**
   * For each proven block, its Shapley share of what is foretold, as a weight for each column. The game: what is
   * foretold when only the figures of a coalition are known and all others are as usual (0). Its value is a
   * sum over columns, so the shares are the block's own columns times their coefficients, exactly.
   */
  readonly parts: readonly Float64Array[];
  /** Ridge coefficients of all proven blocks together; the sum of `parts`. */
  readonly beta: Float64Array;
}

/** Rows of past weeks; they are cut by time into folds, and each fold is foretold from the others. */
export interface FoldedRows {
  readonly columns: readonly Column[];
  readonly folds: readonly Gram[];
}

export const FOLDS = 8;

export function createFolds(columns: readonly Column[]): FoldedRows {
  return { columns, folds: Array.from({ length: FOLDS }, () => createGram(columns.length)) };
}

/** @param when how far into the past's weeks, 0–1 (1 excluded) */
export function addToFolds(rows: FoldedRows, when: number, x: Float64Array, y: number, weight: number): void {
  const fold = rows.folds[Math.min(FOLDS - 1, Math.floor(when * FOLDS))];
  if (fold !== undefined) addRow(fold, x, y, weight);
}

/** Share of the movement that a block must foretell, so that luck over many rows is no proof. */
const LEAST_SKILL = 0.001;
/** What a block gains in some folds must be so many times what it loses in others. */
const GAIN_TO_LOSS = 3;
const LEAST_MOVEMENT = 1e-12;

/**
 * Fits a ridge regression on the figures that prove themselves out of sample (the weakest group is let go until
 * all that are left do), and shares out among their blocks what it explains: of the whole past by LMG, where
 * every one of the 2^B subsets of blocks is fitted anew, and of a single change by `parts`.
 *
 * @param ridge strength of the penalty, in rows of average size
 */
export function fitBlocks(rows: FoldedRows, ridge: number): BlockModel {
  const total = rows.folds.reduce((sum, fold) => combined(sum, fold, 1), createGram(rows.columns.length));
  const trained = rows.folds.map((fold) => combined(total, fold, -1));
  let groups = [...new Set(rows.columns.map((c) => c.group))].filter((g) =>
    columnsOf(rows, [g]).some((c) => (total.xx[c * total.size + c] as number) > LEAST_MOVEMENT),
  );
  for (;;) {
    const weakest = findWeakest(rows, trained, total.yy, groups, ridge);
    if (weakest === null) break;
    groups = groups.filter((g) => g !== weakest);
  }
  const proven = [...new Set(rows.columns.filter((c) => groups.includes(c.group)).map((c) => c.block))];
  const used = columnsOf(rows, groups);
  const members = (coalition: number) =>
    used.filter((c) => coalition & (1 << proven.indexOf((rows.columns[c] as Column).block)));
  const lmg = shapley(proven.length, (coalition) =>
    Float64Array.of(explained(total, solve(total, members(coalition), ridge)) / (total.yy || 1)),
  );
  const beta = solve(total, used, ridge);
  return {
    proven,
    skill: new Map(proven.map((b, i) => [b, lmg[i]?.[0] ?? 0])),
    parts: proven.map((_, i) => only(beta, members(1 << i))),
    beta,
  };
}

function only(beta: Float64Array, columns: readonly number[]): Float64Array {
  return beta.map((v, c) => (columns.includes(c) ? v : 0));
}

/** Coefficients of all figures, proven or not. */
export function fitAll(rows: FoldedRows, ridge: number): Float64Array {
  const total = rows.folds.reduce((sum, fold) => combined(sum, fold, 1), createGram(rows.columns.length));
  return solve(
    total,
    rows.columns.map((_, i) => i),
    ridge,
  );
}

/** The group with the least skill among those that fail the proof; `null` when none fails. */
function findWeakest(
  rows: FoldedRows,
  trained: readonly Gram[],
  movement: number,
  groups: readonly string[],
  ridge: number,
): string | null {
  const skill = (fold: Gram, others: Gram, of: readonly string[]) =>
    explained(fold, solve(others, columnsOf(rows, of), ridge));
  const all = rows.folds.map((fold, f) => skill(fold, trained[f] as Gram, groups));
  let weakest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const rest = groups.filter((g) => g !== group);
    const gains = rows.folds.map((fold, f) => (all[f] as number) - skill(fold, trained[f] as Gram, rest));
    const gain = gains.reduce((sum, g) => sum + g, 0);
    const loss = gains.reduce((sum, g) => sum + Math.max(0, -g), 0);
    const fails = gain <= LEAST_SKILL * movement || gain + loss < GAIN_TO_LOSS * loss;
    if (!fails || gain >= least) continue;
    least = gain;
    weakest = group;
  }
  return weakest;
}

function columnsOf(rows: FoldedRows, groups: readonly string[]): number[] {
  return rows.columns.flatMap((c, i) => (groups.includes(c.group) ? [i] : []));
}
