/**
 * Randomness that is looked up and not drawn: every value is a function of a key and a position, so any day
 * of the simulated country can be asked for alone, in any order, and is always the same.
 */

/** Mixes integers into 32 well-spread bits (finaliser of MurmurHash3). */
export function mix(key: number, position: number): number {
  let h = (Math.imul(key, 0x9e3779b1) ^ Math.imul(position | 0, 0x85ebca6b)) >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A key of its own for each use: `keyOf(seed, 3, market, commodity)`. */
export function keyOf(seed: number, ...parts: readonly number[]): number {
  let key = mix(0x5eed, seed);
  for (const part of parts) key = mix(key, part);
  return key;
}

/** Uniform in [0, 1). */
export function uniform(key: number, position: number): number {
  return mix(key, position) / 4_294_967_296;
}

/** Nearly standard normal: the sum of four uniforms, so never beyond ±3.47. */
export function gaussian(key: number, position: number): number {
  const a = mix(key, position);
  const b = mix(key ^ 0x2545f491, position);
  const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16);
  return (sum / 65_536 - 2) * Math.sqrt(3);
}

/** Normal noise that changes over about `period` days; unit variance on every day. */
function smooth(key: number, day: number, period: number): number {
  const at = day / period + (key & 0xff) / 256;
  const knot = Math.floor(at);
  const t = at - knot;
  const value = gaussian(key, knot) * (1 - t) + gaussian(key, knot + 1) * t;
  return value / Math.sqrt((1 - t) ** 2 + t ** 2);
}

/** Standard deviation of the change of `wander` over 30 days. */
export const WANDER_30_DAYS = 1.27;

/** A level that wanders around zero with unit variance, remembered for weeks and moving a little each day. */
export function wander(key: number, day: number): number {
  return (
    0.75 * smooth(key, day, 45) + 0.5 * smooth(key ^ 0x51ed, day, 15) + 0.43 * smooth(key ^ 0x7a3b, day, 5)
  );
}
