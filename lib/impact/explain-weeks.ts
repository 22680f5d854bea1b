import type { Block } from '@/lib/market/block';
import { createCoMovement, OWN_COLUMNS, ownPast, SHARED_COLUMNS, type Whereabouts } from './co-movement';
import { addToFolds, type BlockModel, type Column, createFolds, fitAll, fitBlocks } from './fit-blocks';
import { KNOWN_COLUMNS } from './known-causes';

/** All series of one commodity, week by week; the last week is the one to be explained. */
export interface CommodityWeeks {
  readonly places: readonly Whereabouts[];
  /** Log price at the end of each week, `NaN` when it is not known: `logs[series][week]`. */
  readonly logs: readonly Float64Array[];
  /** Figures of `KNOWN_COLUMNS` in a week for a region, or for the area that a place is known as. */
  readonly known: (area: number, week: number) => readonly number[];
}

/** One change, taken apart; the parts of all blocks and the rest add up to it. */
export interface Explained {
  /** Log of the price against a week before. */
  readonly change: number;
  readonly parts: ReadonlyMap<Block, number>;
  readonly rest: number;
  /** Columns as they were in that week, in the order of `COLUMNS`. */
  readonly figures: Float64Array;
}

export interface WeeksExplained {
  readonly model: BlockModel;
  /** `null` where the price of the last week or of the one before is not known. */
  readonly last: readonly (Explained | null)[];
  /** The figures of every series in the last week, in the order of `COLUMNS`, also where its price is not known. */
  readonly figures: readonly Float64Array[];
  /** Coefficients of `KNOWN_COLUMNS` alone: what they leave of a move is what markets are compared by. */
  readonly knownBeta: Float64Array;
  /** Any past week taken apart; `null` where its price or the one before is not known. */
  readonly at: (series: number, week: number) => Explained | null;
}

export const COLUMNS: readonly Column[] = [...KNOWN_COLUMNS, ...SHARED_COLUMNS, ...OWN_COLUMNS];

/** A fit on fewer weeks than this proves nothing. */
const LEAST_WEEKS = 16;
/** The nation's weeks count, not its rows: a penalty of so many weeks of all series. */
const RIDGE_WEEKS = 1;
/** Moves beyond so many usual ones count less: what is left of them, against the median. */
const FAR_OUT = 3;
const LEAST_SPREAD = 0.002;

/**
 * Takes the last week's changes apart with coefficients from the weeks before it. First the known causes are
 * fitted; what markets share is then measured on what these leave, so that a feast that lifts every market is
 * the calendar's and not the nation's; and the own past on what both leave.
 */
export function explainWeeks(data: CommodityWeeks): WeeksExplained {
  const weeks = data.logs[0]?.length ?? 0;
  const moves = data.logs.map((own) =>
    own.map((log, w) => (w === 0 ? Number.NaN : log - (own[w - 1] as number))),
  );
  const known = knownFigures(data, weeks);
  const figuresOf = (s: number, w: number) => known.get(knownAs(data.places[s]))?.[w] ?? NOTHING;
  const ridge = RIDGE_WEEKS * data.logs.length;
  const first = fitOn(moves, KNOWN_COLUMNS, ridge, weeks, figuresOf);
  const rests = moves.map((own, s) => own.map((move, w) => move - dot(first.beta, figuresOf(s, w))));
  const shared = createCoMovement(data.places, rests, data.logs);
  const others = (s: number, w: number) => Float64Array.from(shared(s, w));
  const second = fitOn(rests, SHARED_COLUMNS, ridge, weeks, others);
  const alone = rests.map((own, s) => own.map((rest, w) => rest - dot(second.beta, others(s, w))));
  const pasts = alone.map(ownPast);
  const all = (s: number, w: number) =>
    Float64Array.from([...figuresOf(s, w), ...others(s, w), ...(pasts[s] ?? []).map((past) => past[w] ?? 0)]);
  const model = fitOn(moves, COLUMNS, ridge, weeks, all);
  const at = (s: number, w: number) => {
    const change = moves[s]?.[w] ?? Number.NaN;
    return Number.isNaN(change) ? null : attribute(model, all(s, w), change);
  };
  const last = moves.map((_, s) => at(s, weeks - 1));
  return { model, last, figures: moves.map((_, s) => all(s, weeks - 1)), knownBeta: first.beta, at };
}

/** The parts of one change under a model that is already fitted: one product for each proven block. */
export function attribute(model: BlockModel, figures: Float64Array, change: number): Explained {
  const parts = new Map<Block, number>();
  let sum = 0;
  model.proven.forEach((block, i) => {
    const part = dot(model.parts[i] as Float64Array, figures);
    parts.set(block, part);
    sum += part;
  });
  return { change, parts, rest: change - sum, figures };
}

/**
 * Fits twice: a move that the first fit leaves far out counts less in the second, so that a past shock of one
 * cause does not pass for another.
 */
function fitOn(
  moves: readonly Float64Array[],
  columns: readonly Column[],
  ridge: number,
  weeks: number,
  figures: (series: number, week: number) => Float64Array,
): BlockModel {
  const past = weeks - 1;
  const rows = moves.flatMap((own, s) =>
    Array.from(own.subarray(0, past), (move, w) => ({ move, w, s })).filter((r) => !Number.isNaN(r.move)),
  );
  const first = rows.reduce((least, r) => Math.min(least, r.w), past);
  if (past - first < LEAST_WEEKS) return fitBlocks(createFolds(columns), ridge);
  const xs = rows.map((r) => figures(r.s, r.w));
  const folded = (weight: (i: number) => number) => {
    const folds = createFolds(columns);
    rows.forEach((r, i) => {
      addToFolds(folds, (r.w - first) / (past - first), xs[i] as Float64Array, r.move, weight(i));
    });
    return folds;
  };
  const rough = fitAll(
    folded(() => 1),
    ridge,
  );
  const left = Float64Array.from(rows, (r, i) => Math.abs(r.move - dot(rough, xs[i] as Float64Array)));
  const usual = Math.max(LEAST_SPREAD, FAR_OUT * (left.slice().sort()[left.length >> 1] ?? 0));
  return fitBlocks(
    folded((i) => Math.min(1, usual / (left[i] as number))),
    ridge,
  );
}

function knownAs(place: Whereabouts | undefined): number {
  return place?.knownAs ?? place?.regionId ?? 0;
}

function knownFigures(data: CommodityWeeks, weeks: number): ReadonlyMap<number, readonly Float64Array[]> {
  const areas = new Set(data.places.map(knownAs));
  return new Map(
    [...areas].map((area) => [
      area,
      Array.from({ length: weeks }, (_, w) => Float64Array.from(data.known(area, w))),
    ]),
  );
}

const NOTHING = new Float64Array(KNOWN_COLUMNS.length);

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
