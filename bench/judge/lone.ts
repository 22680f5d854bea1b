import type { PriceReport } from '@/lib/validate/report';
import { type Panel, type Span, until } from './panel';
import { seeded } from './random';
import type { Method } from './score';
import { type Row, Tally } from './singles';

/** Stalls ask round sums. */
const STEP_RP = 500;
const TRIED = 0.05;
const SPIKES = [
  [20, 0.8],
  [20, 1.2],
  [40, 0.6],
  [40, 1.4],
] as const;

/**
 * The same prices as a market without peers sees them: each series alone in its commodity, rounded to Rp 500,
 * so that most days bring no change and the others bring a step.
 */
export function measureLone(panel: Panel, span: Span, create: () => Method, seed: number): Row {
  const tally = new Tally(seed);
  const random = seeded(seed);
  const method = create();
  const items = panel.commodities.length;
  for (const report of until(panel, span)) {
    const alone: PriceReport = {
      ...report,
      commodityId: report.commodityId + items * report.marketId,
      price: rounded(report.price),
    };
    const counts = report.day >= span.fromDay;
    if (counts && random() < TRIED) {
      for (const [percent, factor] of SPIKES) {
        const lie = method.look({ ...alone, price: rounded(alone.price * factor) });
        tally.add(`without peers: spike ${percent} %`, report.day, lie.lane === 'quarantined');
      }
    }
    const { lane } = method.take(alone);
    if (counts) tally.add('without peers: false quarantine', report.day, lane === 'quarantined');
  }
  return tally.row();
}

const rounded = (price: number) => Math.max(STEP_RP, Math.round(price / STEP_RP) * STEP_RP);
