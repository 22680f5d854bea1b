import { indexAt, indexBefore, type PeerGroup, pull } from './peers';
import type { ClassWeights } from './weights';

/** Peers that weigh as much as the wider group's movement. */
const HALF_TRUST = 2;

export interface Groups {
  readonly region: PeerGroup;
  readonly island: PeerGroup;
  readonly nation: PeerGroup;
}

/** What the other markets did between two days, log. */
export interface Movement {
  /** As far as this market is expected to follow. */
  readonly expected: number;
  /** All of it. */
  readonly full: number;
  /** Other markets of the nation seen on the later day. */
  readonly peers: number;
}

/** This market's own part in its groups, to be left out. */
export interface OwnPart {
  /** Log price at the start of the span. */
  readonly from: number;
  /** Log price that it already has on the later day; `null` without one. */
  readonly sameDay: number | null;
}

/** What others did from the end of `since` to `day`, province within island within nation, each trusted by its size. */
export function movement(
  groups: Groups,
  weights: ClassWeights,
  since: number,
  day: number,
  own: OwnPart,
): Movement {
  const nation = others(groups.nation, since, day, own);
  const island = others(groups.island, since, day, own);
  const region = others(groups.region, since, day, own);
  const wide = trust(nation.count) * nation.change;
  const nearer = trust(island.count) * (island.change - wide);
  const nearest = trust(region.count) * (region.change - wide - nearer);
  return {
    expected: weights.nation * wide + weights.island * nearer + weights.region * nearest,
    full: wide + nearer + nearest,
    peers: nation.count,
  };
}

/** All that the others did between two past days, log. */
export function pastMovement(groups: Groups, from: number, to: number): number {
  const wide = trust(groups.nation.members - 1) * span(groups.nation, from, to);
  const nearer = trust(groups.island.members - 1) * (span(groups.island, from, to) - wide);
  return wide + nearer + trust(groups.region.members - 1) * (span(groups.region, from, to) - wide - nearer);
}

function span(group: PeerGroup, from: number, to: number): number {
  return indexAt(group, to) - indexAt(group, from);
}

function trust(count: number): number {
  return count <= 0 ? 0 : count / (count + HALF_TRUST);
}

interface Change {
  readonly change: number;
  readonly count: number;
}

function others(group: PeerGroup, since: number, day: number, own: OwnPart): Change {
  if (Number.isNaN(group.today)) return { change: 0, count: 0 };
  if (day !== group.today)
    return { change: indexAt(group, day) - indexAt(group, since), count: group.members - 1 };
  const before = indexBefore(group) - indexAt(group, since);
  const counted = own.sameDay !== null;
  const part = own.sameDay === null ? 0 : pull(group, own.from, since, own.sameDay);
  const count = group.count - (counted ? 1 : 0);
  if (count <= 0) return { change: before, count: since < day - 1 ? group.members - 1 : 0 };
  return { change: before + (group.sum - part) / count, count };
}
