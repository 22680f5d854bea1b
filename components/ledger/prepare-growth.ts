/** A size of the log at a moment, ms since 1970. */
export interface GrowthPoint {
  readonly at: number;
  readonly size: number;
}

/** Everything that the drawing needs, in its own coordinates. */
export interface GrowthChart {
  readonly line: string;
  readonly area: string;
  readonly grid: readonly { readonly y: number; readonly value: number }[];
  readonly first: GrowthPoint;
  readonly last: GrowthPoint;
}

export const WIDTH = 720;
export const HEIGHT = 240;
const TOP = 12;
const STEPS = [1, 2, 2.5, 5, 10];
const LINES = 4;

/** From zero, since a log only grows. Null with fewer than two points: one is no line. */
export function prepareGrowth(points: readonly GrowthPoint[]): GrowthChart | null {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const step = niceStep(last.size / LINES);
  const top = Math.max(step, Math.ceil(last.size / step) * step);
  const x = (at: number) => (((at - first.at) / (last.at - first.at)) * WIDTH).toFixed(1);
  const y = (size: number) => HEIGHT - (size / top) * (HEIGHT - TOP);
  // Between two signings nothing is known: the size stays until the next one.
  const line = rest.reduce(
    (path, { at, size }) => `${path}H${x(at)}V${y(size).toFixed(1)}`,
    `M0 ${y(first.size).toFixed(1)}`,
  );
  const grid = [];
  for (let value = 0; value <= top; value += step) grid.push({ y: y(value), value });
  return { line, area: `${line}V${HEIGHT}H0Z`, grid, first, last };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const nice = STEPS.find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, Math.ceil(nice * power));
}
