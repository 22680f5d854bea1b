import type { BoardSource } from './board-source';

/**
 * What was drawn under a name, drawn again only when something it was drawn from has changed, or a second has begun.
 * A name always stands for drawings of one kind. One that takes time is shared while it is under way, and forgotten
 * when it fails.
 */
export type DrawnOnce = <Drawing>(name: string, draw: () => Drawing) => Drawing;

const SECOND_MS = 1_000;

/**
 * For boards, maps and histories, which take milliseconds to draw and which many ask for between two prices.
 *
 * @param most keeps only so many, where names are without number; the oldest go first
 */
export function createDrawnOnce(source: BoardSource, most = Number.POSITIVE_INFINITY): DrawnOnce {
  let drawings = new Map<string, unknown>();
  let drawnFrom: readonly unknown[] = [];
  return <Drawing>(name: string, draw: () => Drawing) => {
    const state = stateOf(source);
    if (state.some((part, i) => part !== drawnFrom[i])) {
      drawings = new Map();
      drawnFrom = state;
    }
    if (!drawings.has(name)) keep(drawings, name, draw(), most);
    // By the name's promise.
    return drawings.get(name) as Drawing;
  };
}

function keep(drawings: Map<string, unknown>, name: string, drawing: unknown, most: number): void {
  const [oldest] = drawings.keys();
  if (drawings.size >= most && oldest !== undefined) drawings.delete(oldest);
  drawings.set(name, drawing);
  if (drawing instanceof Promise)
    drawing.catch(() => drawings.get(name) === drawing && drawings.delete(name));
}

/** Differs in a part when anything differs that boards show. Figures that age by themselves do so by the second. */
function stateOf({ clock, catalog, lastPrices, impacts, facts, held, seq }: BoardSource): readonly unknown[] {
  const second = Math.floor(clock.now() / SECOND_MS);
  return [second, seq(), lastPrices.changes(), impacts.changes(), held.current(), catalog(), facts()];
}
