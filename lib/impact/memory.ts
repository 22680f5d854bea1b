import { type LiveWeeks, tellWeek } from './live-weeks';
import { addMove, createMoves, type Moves } from './moves';

/** A committed price that counts. */
export interface WeighedPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  /** Rp per base unit, above 0. */
  readonly price: number;
  readonly observedAt: number;
  /** Day number in the market's own time zone. */
  readonly day: number;
}

/** The last days of one commodity in one market. */
export interface Recent {
  /** Newest price. */
  price: number;
  observedAt: number;
  day: number;
  /** Last price of the last earlier day; NaN without one. */
  before: number;
  readonly moves: Moves;
  readonly nation: Nation;
}

/** Today's moves of one commodity over all markets. */
export interface Nation {
  day: number;
  /** Sum of log moves of the markets that reported today, and how many they are. */
  sum: number;
  count: number;
}

/** What the weighing remembers; accepted prices only. Owned and mutated by the caller. */
export interface ImpactMemory {
  readonly recents: Map<number, Recent>;
  readonly moves: Map<number, Moves>;
  readonly nations: Map<number, Nation>;
  /** What was learnt of each commodity; empty where nothing was. */
  readonly weeks: Map<number, LiveWeeks>;
  /** Number of the learning that they come from; 0 for none. */
  fit: number;
}

const COMMODITIES = 65_536;

export function createImpactMemory(): ImpactMemory {
  return { recents: new Map(), moves: new Map(), nations: new Map(), weeks: new Map(), fit: 0 };
}

export function recentOf(memory: ImpactMemory, marketId: number, commodityId: number): Recent | undefined {
  return memory.recents.get(marketId * COMMODITIES + commodityId);
}

export function movesOf(memory: ImpactMemory, regionId: number, commodityId: number): Moves | undefined {
  return memory.moves.get(regionId * COMMODITIES + commodityId);
}

/** Takes up what was learnt of a commodity, in place of what was known before, and tells it the prices of its days. */
export function adoptWeeks(memory: ImpactMemory, commodityId: number, live: LiveWeeks): void {
  memory.weeks.set(commodityId, live);
  for (const marketId of live.series.keys()) {
    const recent = recentOf(memory, marketId, commodityId);
    if (recent !== undefined) tellWeek(live, marketId, recent.price, recent.day);
  }
}

/** Takes in a committed, accepted price. Call it in ledger order; older prices than the newest are let go. */
export function absorbImpact(memory: ImpactMemory, accepted: WeighedPrice): void {
  const key = accepted.marketId * COMMODITIES + accepted.commodityId;
  const recent = memory.recents.get(key);
  if (recent !== undefined && accepted.observedAt < recent.observedAt) return;
  const weeks = memory.weeks.get(accepted.commodityId);
  if (weeks !== undefined) tellWeek(weeks, accepted.marketId, accepted.price, accepted.day);
  if (recent === undefined) {
    memory.recents.set(key, {
      price: accepted.price,
      observedAt: accepted.observedAt,
      day: accepted.day,
      before: Number.NaN,
      moves: ensure(memory.moves, accepted.regionId * COMMODITIES + accepted.commodityId, createMoves),
      nation: ensure(memory.nations, accepted.commodityId, () => ({ day: accepted.day, sum: 0, count: 0 })),
    });
    return;
  }
  if (accepted.day > recent.day) {
    recent.before = recent.price;
    recent.day = accepted.day;
    openDay(recent.nation, accepted.day);
  } else if (!Number.isNaN(recent.before)) {
    withdraw(recent);
  }
  recent.price = accepted.price;
  recent.observedAt = accepted.observedAt;
  if (!Number.isNaN(recent.before)) enter(recent);
}

/**
 * Takes a price out again that no longer counts. One that a newer price has replaced is out already.
 *
 * @param standing the market's newest accepted price before it, `null` without one
 */
export function forgetImpact(
  memory: ImpactMemory,
  gone: WeighedPrice,
  standing: Pick<WeighedPrice, 'price' | 'observedAt' | 'day'> | null,
): void {
  const key = gone.marketId * COMMODITIES + gone.commodityId;
  const recent = memory.recents.get(key);
  if (recent === undefined || recent.observedAt !== gone.observedAt || recent.price !== gone.price) return;
  const weeks = memory.weeks.get(gone.commodityId);
  if (weeks !== undefined) tellWeek(weeks, gone.marketId, standing?.price ?? null, standing?.day ?? gone.day);
  if (!Number.isNaN(recent.before)) withdraw(recent);
  if (standing === null) {
    memory.recents.delete(key);
    return;
  }
  const sameDay = standing.day === recent.day;
  recent.price = standing.price;
  recent.observedAt = standing.observedAt;
  recent.day = standing.day;
  if (!sameDay) recent.before = Number.NaN;
  else if (!Number.isNaN(recent.before)) enter(recent);
}

function enter(recent: Recent): void {
  const move = Math.log(recent.price / recent.before);
  addMove(recent.moves, Math.abs(move), 1);
  if (recent.nation.day !== recent.day) return;
  recent.nation.sum += move;
  recent.nation.count++;
}

function withdraw(recent: Recent): void {
  const move = Math.log(recent.price / recent.before);
  addMove(recent.moves, Math.abs(move), -1);
  if (recent.nation.day !== recent.day) return;
  recent.nation.sum -= move;
  recent.nation.count--;
}

function openDay(nation: Nation, day: number): void {
  if (day <= nation.day) return;
  nation.day = day;
  nation.sum = 0;
  nation.count = 0;
}

function ensure<V>(map: Map<number, V>, key: number, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
