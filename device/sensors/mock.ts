import type { Observation, Sensor } from './sensor';

export interface MockOptions {
  readonly seed: number;
  /** Names and usual prices, rupiah. */
  readonly prices: Readonly<Record<string, number>>;
}

/** What the example market PASAR-001 sells under these names. */
export const MOCK_PRICES: Readonly<Record<string, number>> = { cabai: 42_000, bawang: 41_000, beras: 13_400 };
/** A price strays at most this far from its usual one. */
const LEASH = 0.12;
const STEP = 0.004;
/** People see prices in steps of 50 rupiah. */
const ROUND_TO = 50;

/** Prices that wander a little and come back, the weather of a covered market; repeatable by its seed. */
export function createMockSensor({ seed, prices }: MockOptions): Sensor {
  const random = createRandom(seed);
  const strayed = new Map(Object.keys(prices).map((name) => [name, 0]));
  let warmth = 0;
  const wander = (value: number, step: number, leash: number) =>
    Math.max(-leash, Math.min(leash, value * 0.995 + (random() - 0.5) * 2 * step));
  return {
    name: 'mock',
    async read() {
      warmth = wander(warmth, 0.2, 4);
      const said: Record<string, number> = {};
      for (const [name, usual] of Object.entries(prices)) {
        const share = wander(strayed.get(name) ?? 0, STEP, LEASH);
        strayed.set(name, share);
        said[name] = Math.round((usual * (1 + share)) / ROUND_TO) * ROUND_TO;
      }
      const observation: Observation = {
        prices: said,
        temperature: Math.round((29.5 + warmth) * 10) / 10,
        humidity: Math.round((72 - warmth * 2) * 10) / 10,
        crowd: Math.round(10 + random() * 40),
      };
      return [observation];
    },
  };
}

/** Mulberry32: small, repeatable, and good enough for a pretended market. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
