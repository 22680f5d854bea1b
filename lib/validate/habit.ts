import type { ClassWeights } from './weights';

/** How much one market's price of one commodity usually surprises. Running figures, robust to outliers. */
export interface Habit {
  /** Mean absolute surprise over about ten and eighty reporting days, log. */
  readonly fast: number;
  readonly slow: number;
  /** Mean absolute move on days when the price moved at all, log. */
  readonly move: number;
  /** The last surprise itself, log. */
  readonly surprise: number;
  /** Mean absolute distance that it wanders from its peers in ten days, log. */
  readonly wander: number;
}

/** One day's news about a price, log. */
export interface Residual {
  /** Against the last price. */
  readonly change: number;
  /** Against what was expected. */
  readonly surprise: number;
  /** Against the price ten days ago and what the peers did since; `null` without such a price. */
  readonly tenDays: number | null;
}

const FAST = 1 - 0.5 ** (1 / 10);
const SLOW = 1 - 0.5 ** (1 / 80);
const WANDER = 1 - 0.5 ** (1 / 100);
const MOVE = 1 - 0.5 ** (1 / 20);
/** A surprise counts at most as this many times the running mean, so a missed error does not widen the fence. */
const WINSOR = 3;
/** A change below this is standing still, log. */
const STILL = 0.002;
/** A usual move this many times the mean surprise belongs to a price that moves in steps. */
const STEPPING = 2;

export function newHabit(weights: ClassWeights): Habit {
  return {
    fast: weights.prior,
    slow: weights.prior,
    move: weights.priorMove,
    surprise: 0,
    wander: weights.priorWander,
  };
}

/** The habit after one more day. */
export function learn(habit: Habit, news: Residual): Habit {
  const size = Math.abs(news.surprise);
  const moved = Math.abs(news.change);
  return {
    fast: habit.fast + FAST * (Math.min(size, WINSOR * habit.fast + STILL) - habit.fast),
    slow: habit.slow + SLOW * (Math.min(size, WINSOR * habit.slow + STILL) - habit.slow),
    move:
      moved < STILL ? habit.move : habit.move + MOVE * (Math.min(moved, WINSOR * habit.move) - habit.move),
    surprise: news.surprise,
    wander:
      news.tenDays === null
        ? habit.wander
        : habit.wander +
          WANDER * (Math.min(Math.abs(news.tenDays), WINSOR * habit.wander + STILL) - habit.wander),
  };
}

/** Deviation of the next day's surprise, log. */
export function deviationOf(habit: Habit, weights: ClassWeights): number {
  return weights.floor + 0.3 * habit.fast + 0.7 * habit.slow;
}

/** Where a price mostly stands still and then steps: the step that surprises nobody, log; else 0. */
export function stepOf(habit: Habit, weights: ClassWeights): number {
  return weights.steps * Math.max(0, habit.move - STEPPING * habit.slow);
}
