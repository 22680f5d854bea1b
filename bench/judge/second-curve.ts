import { DEFAULT_RULES } from '@/lib/validate/judge';
import { collectHeld, type HeldAll } from './held';
import { Ours } from './ours';
import type { Panel, Span } from './panel';
import { oracleCurve, type Released, shares } from './second-oracle';

/** Limits of the doubt that are tried; 2 releases whatever its campaign did not contradict otherwise. */
const LIMITS = [0.2, DEFAULT_RULES.doubt, 0.6, 2] as const;

export interface Setting extends Released {
  readonly name: string;
}

/** Held true prices that are released against lies that are: ours at several limits, and the oracle of hindsight. */
export function secondLookCurve(panel: Panel, span: Span, seed: number): Setting[] {
  let chosen: HeldAll | null = null;
  const ours = LIMITS.map((doubt) => {
    const all = collectHeld(panel, span, () => new Ours({ ...DEFAULT_RULES, doubt }), seed);
    if (doubt === DEFAULT_RULES.doubt) chosen = all;
    return { name: `ours, doubt ${doubt}`, ...shares(all.held) };
  });
  const { held } = chosen ?? { held: [] };
  const oracle = oracleCurve(panel, span, held).map((point) => ({ name: 'oracle of hindsight', ...point }));
  return [...ours, ...oracle];
}
