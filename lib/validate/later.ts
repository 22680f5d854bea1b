import { beyond, type Expectation } from './expect';
import { movement } from './movement';
import type { HeldPrice } from './report';
import { at } from './series';
import type { Track } from './track';

/** A newer price of the same market. */
export interface Later {
  readonly day: number;
  readonly log: number;
}

/** Days after a held price whose reports speak of it. */
const DAYS = 4;

/** This market's newer prices, one a day, oldest first; held ones count as claims. */
export function laterPrices(track: Track, held: HeldPrice): Later[] {
  const byDay = new Map<number, number>();
  for (const h of track.held) if (h.day > held.day) byDay.set(h.day, Math.log(h.price));
  for (let i = track.series.size - 1; i >= 0 && at(track.series.days, i) > held.day; i--) {
    byDay.set(at(track.series.days, i), Math.log(at(track.series.prices, i)));
  }
  return [...byDay]
    .filter(([day]) => day <= held.day + DAYS)
    .sort((a, b) => a[0] - b[0])
    .map(([day, log]) => ({ day, log }));
}

/** Other markets that must have been seen before their calm speaks against a market's own reports. */
export const PEERS_TO_OPPOSE = 3;

/** True when a later price kept most of the jump, net of what the peers did in between (or, without peers, went on). */
export function stays(
  track: Track,
  expected: Expectation,
  held: HeldPrice,
  later: Later,
  jump: number,
): boolean {
  const log = Math.log(held.price);
  const moved = movement(track, expected.weights, held.day, later.day, { from: log, sameDay: null });
  const low = log + Math.min(0, moved.full);
  const high = log + Math.max(0, moved.full);
  const off = beyond({ low, high }, later.log);
  const further = off * jump > 0 && expected.peers < PEERS_TO_OPPOSE;
  return further || Math.abs(off) <= Math.max(expected.deviation, 0.4 * Math.abs(jump));
}

/** What a market's later prices say of a held one, in deviations, net of what its peers did in between. */
export interface Afterwards {
  /** The most that one of them kept of the step; below 0 when all went the other way. */
  readonly kept: number;
  /** The furthest that one of them lies from what was expected, either way: how restless the market is. */
  readonly moved: number;
}

export function afterwards(
  track: Track,
  expected: Expectation,
  held: HeldPrice,
  later: readonly Later[],
): Afterwards {
  const log = Math.log(held.price);
  const direction = log >= expected.log ? 1 : -1;
  let kept = Number.NEGATIVE_INFINITY;
  let moved = 0;
  for (const l of later) {
    const peers = movement(track, expected.weights, held.day, l.day, { from: log, sameDay: null });
    const off = (l.log - expected.log - peers.full) / expected.deviation;
    kept = Math.max(kept, direction * off);
    moved = Math.max(moved, Math.abs(off));
  }
  return { kept: later.length === 0 ? 0 : kept, moved };
}
