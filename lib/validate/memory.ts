import { createPeerGroup, indexAt, indexBefore, openDay, type PeerGroup } from './peers';
import type { AcceptedPrice } from './report';
import { at, type Change, createSeries, indexOnOrBefore, insert, remove, type Series } from './series';
import { type Spread, spreadOf } from './spread';

/** Largest daily log change of one market that moves its group: one market cannot drag the others. */
const PULL = 0.25;

/** What is known of one commodity in one market. */
export interface Track {
  readonly series: Series;
  /** Province, island and nation of the same commodity. */
  readonly region: PeerGroup;
  readonly island: PeerGroup;
  readonly nation: PeerGroup;
  /** Figures of the window; `null` after a change until asked for. */
  spread: Spread | null;
}

/**
 * Everything the judge remembers; only accepted prices are in it. Owned and mutated by the caller, one
 * price at a time. About 1 kB per market and commodity with a full window.
 */
export interface JudgeMemory {
  readonly tracks: Map<number, Track>;
  readonly groups: Map<string, PeerGroup>;
}

export function createMemory(): JudgeMemory {
  return { tracks: new Map(), groups: new Map() };
}

const COMMODITIES = 65_536;

export function trackOf(memory: JudgeMemory, marketId: number, commodityId: number): Track | undefined {
  return memory.tracks.get(marketId * COMMODITIES + commodityId);
}

export interface Place {
  readonly regionId: number;
  readonly island: string;
  readonly commodityId: number;
}

const regionKey = (place: Place) => `${place.commodityId}/r/${place.regionId}`;
const islandKey = (place: Place) => `${place.commodityId}/i/${place.island}`;
const nationKey = (place: Place) => `${place.commodityId}`;

/** The groups of a place, those that exist. */
export function findGroups(
  memory: JudgeMemory,
  place: Place,
): Partial<Pick<Track, 'region' | 'island' | 'nation'>> {
  const region = memory.groups.get(regionKey(place));
  const island = memory.groups.get(islandKey(place));
  const nation = memory.groups.get(nationKey(place));
  return { ...(region && { region }), ...(island && { island }), ...(nation && { nation }) };
}

/** Takes in a committed, accepted price. Call it in ledger order; at boot, call it over the stored rows. */
export function absorb(memory: JudgeMemory, accepted: AcceptedPrice): void {
  const track = trackOf(memory, accepted.marketId, accepted.commodityId) ?? addTrack(memory, accepted);
  const { series } = track;
  const before = lastLog(series);
  const previous = indexOnOrBefore(series, accepted.day - 1);
  const newest = series.size === 0 || accepted.day >= at(series.days, series.size - 1);
  const same = newest && previous < series.size - 1 ? Math.log(at(series.prices, series.size - 1)) : null;
  const from = previous < 0 ? null : Math.log(at(series.prices, previous));
  const since = previous < 0 ? 0 : at(series.days, previous);
  const change = insert(series, accepted.day, accepted.price, accepted.observedAt);
  if (change === 'ignored') return;
  if (change === 'new-day' || !newest) track.spread = null;
  const now = lastLog(series);
  for (const group of [track.region, track.island, track.nation]) {
    openDay(group, accepted.day);
    level(group, before, now);
    if (newest && from !== null && accepted.day === group.today) {
      move(group, change, from, since, same, Math.log(accepted.price));
    }
  }
}

/**
 * Takes a price out again that was accepted and later demoted. Its day drops out of the window (an
 * earlier price of that day may be absorbed again afterwards); a price that a newer one of its day has
 * replaced is already out, and nothing happens.
 */
export function forget(memory: JudgeMemory, demoted: AcceptedPrice): void {
  const track = trackOf(memory, demoted.marketId, demoted.commodityId);
  if (track === undefined) return;
  const { series } = track;
  const i = indexOnOrBefore(series, demoted.day);
  if (i < 0 || at(series.days, i) !== demoted.day) return;
  if (at(series.prices, i) !== demoted.price || at(series.times, i) !== demoted.observedAt) return;
  const before = lastLog(series);
  const isLast = i === series.size - 1;
  const from = i > 0 ? Math.log(at(series.prices, i - 1)) : null;
  const since = i > 0 ? at(series.days, i - 1) : 0;
  remove(series, i);
  track.spread = null;
  for (const group of [track.region, track.island, track.nation]) {
    level(group, before, lastLog(series));
    if (isLast && from !== null && demoted.day === group.today) {
      group.sum -= pull(group, from, since, Math.log(demoted.price));
      group.count--;
    }
  }
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

export function spreadOfTrack(track: Track): Spread {
  track.spread ??= spreadOf(track.series);
  return track.spread;
}

/** A market's change of the day as its group feels it: net of the chain before today, and bounded. */
export function pull(group: PeerGroup, from: number, since: number, log: number): number {
  const already = indexBefore(group) - indexAt(group, since);
  return Math.max(-PULL, Math.min(PULL, log - from - already));
}

function move(
  g: PeerGroup,
  change: Change,
  from: number,
  since: number,
  same: number | null,
  log: number,
): void {
  if (change === 'same-day' && same !== null) g.sum -= pull(g, from, since, same);
  else g.count++;
  g.sum += pull(g, from, since, log);
}

function level(group: PeerGroup, before: number | null, now: number | null): void {
  if (before !== null) {
    group.members--;
    group.levels -= before;
    group.squares -= before * before;
  }
  if (now !== null) {
    group.members++;
    group.levels += now;
    group.squares += now * now;
  }
}

function lastLog(series: Series): number | null {
  return series.size === 0 ? null : Math.log(at(series.prices, series.size - 1));
}

function addTrack(memory: JudgeMemory, accepted: AcceptedPrice): Track {
  const track: Track = {
    series: createSeries(),
    region: groupOf(memory, regionKey(accepted)),
    island: groupOf(memory, islandKey(accepted)),
    nation: groupOf(memory, nationKey(accepted)),
    spread: null,
  };
  memory.tracks.set(accepted.marketId * COMMODITIES + accepted.commodityId, track);
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
