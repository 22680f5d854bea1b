import { type Block, EVENT_CAUSES, type EventCause } from '@/lib/market/block';
import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';
import type { Explained } from './explain-weeks';
import type { BlockModel } from './fit-blocks';
import { FIRST_EVENT_COLUMN } from './known-causes';

/** The published name of each block. */
const NAME: Readonly<Record<Exclude<Block, 'events' | 'reversion'>, Factor>> = {
  nation: 'national_demand',
  island: 'distribution',
  calendar: 'seasonal_harvest',
  weather: 'weather',
  fuel: 'logistics',
  currency: 'national_demand',
};

const EVENT_NAME: Readonly<Record<EventCause, Factor>> = {
  weather: 'weather',
  pests: 'pests',
  road: 'logistics',
  harvest: 'seasonal_harvest',
};

/**
 * Shares under the published names: what each name's blocks did together, by size, among all names and the
 * rest. A cause that held a price down has its share as one that drove it up.
 */
export function publishedWeights(model: BlockModel, explained: Explained): FactorWeights {
  const sizes = Object.fromEntries(FACTORS.map((f) => [f, 0])) as Record<Factor, number>;
  if (explained.change !== 0) {
    for (const [block, part] of explained.parts) sizes[nameOf(model, block, part, explained)] += part;
    sizes.unexplained += explained.rest;
  }
  const total = FACTORS.reduce((sum, f) => sum + Math.abs(sizes[f]), 0);
  for (const f of FACTORS) sizes[f] = total > 0 ? Math.abs(sizes[f]) / total : Number(f === 'unexplained');
  return sizes;
}

export function heaviest(weights: FactorWeights): Factor {
  return FACTORS.reduce((most, f) => (weights[f] > weights[most] ? f : most), 'unexplained' as Factor);
}

/** Blocks that are shown as not proven: those without figures or without skill. */
export function notProven(model: BlockModel, blocks: readonly Block[]): readonly Block[] {
  return blocks.filter((b) => !model.proven.includes(b));
}

/** The published name of what a block did to one change. */
export function nameOf(model: BlockModel, block: Block, part: number, explained: Explained): Factor {
  if (block === 'events') return EVENT_NAME[strongestEvent(model, explained.figures)];
  // A dear price that falls back has been supplied again; one that recovers has no cause outside itself.
  if (block === 'reversion') return part < 0 ? 'oversupply' : 'unexplained';
  return NAME[block];
}

function strongestEvent(model: BlockModel, figures: Float64Array): EventCause {
  let most: EventCause = EVENT_CAUSES[0];
  let size = -1;
  EVENT_CAUSES.forEach((cause, i) => {
    const at = FIRST_EVENT_COLUMN + i;
    const effect = Math.abs((model.beta[at] ?? 0) * (figures[at] ?? 0));
    if (effect <= size) return;
    size = effect;
    most = cause;
  });
  return most;
}
