import type { VolatilityClass } from '@/lib/market/commodity';
import type { Calibration } from './calibration';
import type { Habit } from './habit';
import { type PeerGroup, pull } from './peers';
import type { HeldPrice } from './report';
import { at, type Series } from './series';
import type { Spread } from './spread';
import type { ClassWeights } from './weights';

/** What is known of one commodity in one market. */
export interface Track {
  readonly volatility: VolatilityClass;
  readonly weights: ClassWeights;
  readonly series: Series;
  /** Shared by all tracks of a memory. */
  readonly calibration: Calibration;
  /** Province, island and nation of the same commodity. */
  readonly region: PeerGroup;
  readonly island: PeerGroup;
  readonly nation: PeerGroup;
  /** Figures of the window; `null` after a change until asked for. */
  spread: Spread | null;
  /** Habit before and after the newest day. */
  closed: Habit;
  open: Habit;
  /** Newest day of a jump that was let in after a second look: what lies before it is no measure of drift. */
  jumpDay: number;
  /** What its price of `stirDay` counts as in the nation's unrest. */
  stir: number;
  stirDay: number;
  /** Prices that wait, newest last. */
  held: readonly HeldPrice[];
}

/** Adds (`1`) or takes out (`-1`) this market's newest price from the levels and today's moves of its groups. */
export function count(track: Track, sign: 1 | -1): void {
  const { series } = track;
  const i = series.size - 1;
  if (i < 0) return;
  const log = Math.log(at(series.prices, i));
  const day = at(series.days, i);
  countIn(track.region, series, i, log, day, sign);
  countIn(track.island, series, i, log, day, sign);
  countIn(track.nation, series, i, log, day, sign);
}

function countIn(group: PeerGroup, series: Series, i: number, log: number, day: number, sign: 1 | -1): void {
  group.members += sign;
  group.levels += sign * log;
  group.squares += sign * log * log;
  if (i === 0 || group.today !== day) return;
  group.count += sign;
  group.sum += sign * pull(group, Math.log(at(series.prices, i - 1)), at(series.days, i - 1), log);
}
