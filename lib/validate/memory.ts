import { type Calibration, calibrate, createCalibration } from './calibration';
import { beyond, type Expectation, expectOwn, newsOf } from './expect';
import { learn, newHabit } from './habit';
import { claim, createPeerGroup, openDay, type PeerGroup } from './peers';
import type { AcceptedPrice, HeldPrice } from './report';
import { at, createSeries, indexOnOrBefore, insert, remove } from './series';
import type { SourceBook } from './sources';
import { count, type Track } from './track';
import { stir } from './unrest';
import { WEIGHTS, type Weights } from './weights';

/** Deviations from which an accepted price counts as one that the fences should not have met. */
const REFERENCE = 4.5;

/** The same, from which it is a jump. */
const JUMP = 2;

/** Held prices kept per market and commodity; older ones no longer matter to a new report. */
const HELD_KEPT = 8;

/**
 * Everything the judge remembers; averages and habits are made of accepted prices only. Owned and mutated
 * by the caller, one price at a time. About 2 kB per market and commodity with a full window.
 */
export interface JudgeMemory {
  readonly tracks: Map<number, Track>;
  /** Tracks of each market, for items that were mixed up. */
  readonly markets: Map<number, Track[]>;
  readonly groups: Map<string, PeerGroup>;
  readonly calibration: Calibration;
  readonly weights: Weights;
  /** What the word of a reporter weighs beside others', 0–1; 1 for who is not in here. */
  readonly trust: Map<string, number>;
  /** What outside sources say; no part of what is learnt. */
  readonly sources: SourceBook;
}

export function createMemory(weights = WEIGHTS): JudgeMemory {
  return {
    tracks: new Map(),
    markets: new Map(),
    groups: new Map(),
    calibration: createCalibration(),
    weights,
    trust: new Map(),
    sources: new Map(),
  };
}

const COMMODITIES = 65_536;

export function trackOf(memory: JudgeMemory, marketId: number, commodityId: number): Track | undefined {
  return memory.tracks.get(marketId * COMMODITIES + commodityId);
}

interface Place {
  readonly regionId: number;
  readonly island: string;
  readonly commodityId: number;
}

const regionKey = (place: Place) => `${place.commodityId}/r/${place.regionId}`;
const islandKey = (place: Place) => `${place.commodityId}/i/${place.island}`;
const nationKey = (place: Place) => `${place.commodityId}`;

/** The groups of a place from near to wide; `undefined` where none has a price yet. */
export function findGroups(memory: JudgeMemory, place: Place): readonly (PeerGroup | undefined)[] {
  return [regionKey(place), islandKey(place), nationKey(place)].map((key) => memory.groups.get(key));
}

/** Takes in a committed, accepted price. Call it in ledger order; at boot, call it over the stored rows. */
export function absorb(memory: JudgeMemory, accepted: AcceptedPrice): void {
  const track = trackOf(memory, accepted.marketId, accepted.commodityId) ?? addTrack(memory, accepted);
  const { series, region, island, nation } = track;
  for (const group of [region, island, nation]) openDay(group, accepted.day);
  const newest = series.size === 0 || accepted.day >= at(series.days, series.size - 1);
  const log = Math.log(accepted.price);
  const expected = expectOwn(track, accepted.day);
  count(track, -1);
  const change = insert(series, accepted.day, accepted.price, accepted.observedAt);
  count(track, 1);
  if (change === 'new-day') track.spread = null;
  if (expected === null || change === 'ignored') return;
  const z = Math.abs(beyond(expected, log)) / expected.deviation;
  const far = z > REFERENCE;
  if (z > JUMP) track.jumpDay = Math.max(track.jumpDay, accepted.day);
  stirBy(track, accepted.day, expected, log);
  if (change === 'new-day') calibrate(memory.calibration, track.volatility, expected.days, far);
  if (!newest) return;
  if (change === 'new-day') track.closed = track.open;
  track.open = learn(track.closed, newsOf(expected, log));
}

/** Counts a price of today in the nation's unrest, held or not: each market once, by its newest price. */
function stirBy(track: Track, day: number, expected: Expectation, log: number): void {
  const { nation } = track;
  if (day !== nation.today) return;
  const calm = expected.deviation / expected.unrest;
  track.stir = stir(
    nation.unrest,
    Math.abs(log - expected.log) / calm,
    track.stirDay === day ? track.stir : 0,
  );
  track.stirDay = day;
}

/**
 * Takes a price out again that was accepted and later demoted. Its day drops out of the window (an
 * earlier price of that day may be absorbed again afterwards); a price that a newer one of its day has
 * replaced is already out, and nothing happens.
 *
 * @returns whether it was in the window
 */
export function forget(memory: JudgeMemory, demoted: AcceptedPrice): boolean {
  const track = trackOf(memory, demoted.marketId, demoted.commodityId);
  if (track === undefined) return false;
  const { series } = track;
  const i = indexOnOrBefore(series, demoted.day);
  if (i < 0 || at(series.days, i) !== demoted.day) return false;
  if (at(series.prices, i) !== demoted.price || at(series.times, i) !== demoted.observedAt) return false;
  if (i === series.size - 1) track.open = track.closed;
  count(track, -1);
  remove(series, i);
  count(track, 1);
  track.spread = null;
  return true;
}

/** Remembers a price that was not accepted, so that a later report may confirm it. */
export function hold(memory: JudgeMemory, price: HeldPrice): void {
  const track = trackOf(memory, price.marketId, price.commodityId) ?? addTrack(memory, price);
  track.held = [...track.held.slice(1 - HELD_KEPT), price];
  const expected = expectOwn(track, price.day);
  if (expected === null) return;
  stirBy(track, price.day, expected, Math.log(price.price));
  claim(track.nation, {
    marketId: price.marketId,
    day: price.day,
    jump: beyond(expected, Math.log(price.price)),
    weight: memory.trust.get(price.deviceId) ?? 1,
  });
}

/** Drops a held price once it is decided. */
export function release(memory: JudgeMemory, price: AcceptedPrice): void {
  const track = trackOf(memory, price.marketId, price.commodityId);
  if (track === undefined) return;
  track.held = track.held.filter((h) => h.observedAt !== price.observedAt || h.price !== price.price);
}

/** One kept day of a window. */
export interface Kept {
  readonly day: number;
  readonly price: number;
  readonly observedAt: number;
}

/** The window of one market and commodity, oldest day first; `last` is its newest. For comparison with SQL. */
export function snapshot(
  memory: JudgeMemory,
  marketId: number,
  commodityId: number,
): { readonly last: Kept | null; readonly window: readonly Kept[] } {
  const series = trackOf(memory, marketId, commodityId)?.series;
  const window: Kept[] = [];
  for (let i = 0; series !== undefined && i < series.size; i++) {
    window.push({ day: at(series.days, i), price: at(series.prices, i), observedAt: at(series.times, i) });
  }
  return { last: window.at(-1) ?? null, window };
}

function addTrack(memory: JudgeMemory, first: AcceptedPrice): Track {
  const volatility = first.volatility ?? 'medium';
  const weights = memory.weights.classes[volatility];
  const habit = newHabit(weights);
  const track: Track = {
    volatility,
    weights,
    series: createSeries(),
    calibration: memory.calibration,
    region: groupOf(memory, regionKey(first)),
    island: groupOf(memory, islandKey(first)),
    nation: groupOf(memory, nationKey(first)),
    spread: null,
    closed: habit,
    open: habit,
    jumpDay: Number.NEGATIVE_INFINITY,
    stir: 0,
    stirDay: Number.NaN,
    held: [],
  };
  memory.tracks.set(first.marketId * COMMODITIES + first.commodityId, track);
  const stall = memory.markets.get(first.marketId);
  if (stall === undefined) memory.markets.set(first.marketId, [track]);
  else stall.push(track);
  return track;
}

function groupOf(memory: JudgeMemory, key: string): PeerGroup {
  let group = memory.groups.get(key);
  if (group === undefined) {
    group = createPeerGroup();
    memory.groups.set(key, group);
  }
  return group;
}
