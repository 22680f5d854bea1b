/** Ways to draw the same figures. `heat` shows where hot markets crowd; the other two are exact. */
export const LAYERS = ['regions', 'markets', 'heat'] as const;

export type Layer = (typeof LAYERS)[number];

export function isLayer(value: unknown): value is Layer {
  return LAYERS.some((layer) => layer === value);
}
