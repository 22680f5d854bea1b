import type { Lane } from '@/lib/market/lane';
import type { PriceReport } from '@/lib/validate/report';
import { Ours } from './ours';
import { type Panel, type Span, until } from './panel';
import { seeded } from './random';
import { interval, type Method, type Rate, share } from './score';

export interface Cell {
  readonly share: number;
  /** 95 % bootstrap interval over days. */
  readonly low: number;
  readonly high: number;
  readonly of: number;
}

/** Measures by name. */
export type Row = Readonly<Record<string, Cell>>;

/** Share of honest reports after which lies are tried on the same memory. */
const TRIED = 0.05;
const SETTLE_MS = 72 * 3_600_000;

/** Single lies: tried on the memory as it stands, never taken in. Honest reports: judged and taken in. */
export function measureSingles(panel: Panel, span: Span, create: () => Method, seed: number): Row {
  const tally = new Tally(seed);
  const method = create();
  const random = seeded(seed);
  const lastPrices = new Map<number, number>();
  const lanes: Lane[] = [];
  const reports = until(panel, span);
  for (const report of reports) {
    const test = report.day >= span.fromDay;
    if (test && random() < TRIED) {
      for (const [name, lie] of lies(report, lastPrices, random)) {
        tally.add(name, report.day, method.look(lie).lane === 'quarantined');
      }
    }
    lastPrices.set(report.marketId * 1000 + report.commodityId, report.price);
    if (!test && method.learn !== undefined) {
      method.learn(report);
      lanes.push('accepted');
      continue;
    }
    const opinion = method.take(report);
    lanes.push(opinion.lane);
    if (test) honest(tally, panel, report, opinion.lane);
  }
  if (method instanceof Ours) released(tally, reports, span, method, lanes);
  return tally.row();
}

function honest(tally: Tally, panel: Panel, report: PriceReport, lane: Lane): void {
  tally.add('false quarantine', report.day, lane === 'quarantined');
  tally.add('false quarantine or waiting', report.day, lane !== 'accepted');
  if (panel.movingDays.has(report.day * 1000 + report.commodityId)) {
    tally.add('false quarantine, days of national moves', report.day, lane === 'quarantined');
  }
}

function* lies(
  report: PriceReport,
  last: ReadonlyMap<number, number>,
  random: () => number,
): Generator<[string, PriceReport]> {
  const times = (factor: number) => ({ ...report, price: Math.max(1, Math.round(report.price * factor)) });
  const sign = random() < 0.5 ? 1 : -1;
  for (const percent of [10, 20, 40]) yield [`spike ${percent} %`, times(1 + (sign * percent) / 100)];
  yield ['shift 15 %, first day', times(1 + sign * 0.15)];
  yield ['×10', times(10)];
  const other = 1 + Math.floor(random() * 11);
  const price = last.get(report.marketId * 1000 + other);
  if (other !== report.commodityId && price !== undefined) yield ['swap', { ...report, price }];
}

/** Days in which a price that rose or fell for good shows it, and the share of the jump that it then keeps. */
const STAY_DAYS = 3;
const STAYS = 0.6;

/** What became of true prices that were held, all of them, and of the quarantined whose jump then stayed. */
function released(
  tally: Tally,
  reports: readonly PriceReport[],
  span: Span,
  ours: Ours,
  lanes: readonly Lane[],
): void {
  ours.finish();
  const prices = new Map(reports.map((r) => [placeOf(r, r.day), r.price]));
  reports.forEach((report, row) => {
    if (report.day < span.fromDay || lanes[row] === 'accepted') return;
    const settled = ours.settled.get(row);
    const good = settled?.lane === 'accepted' && settled.at - report.receivedAt <= SETTLE_MS;
    tally.add('true and held, released within 72 h', report.day, good);
    if (lanes[row] !== 'quarantined') return;
    tally.add('… of those quarantined outright', report.day, good);
    if (stayed(report, ours.expected.get(row) ?? null, prices))
      tally.add('… of those whose jump stayed', report.day, good);
  });
}

const placeOf = (r: PriceReport, day: number) => `${r.marketId}/${r.commodityId}/${day}`;

function stayed(report: PriceReport, expected: number | null, prices: ReadonlyMap<string, number>): boolean {
  if (expected === null) return false;
  const jump = Math.log(report.price / expected);
  let days = 0;
  for (let d = 1; d <= STAY_DAYS; d++) {
    const later = prices.get(placeOf(report, report.day + d));
    if (later !== undefined && Math.log(later / expected) / jump >= STAYS) days++;
  }
  return days >= 2;
}

/** Counts by measure and day. */
export class Tally {
  private readonly days = new Map<string, Map<number, { hits: number; of: number }>>();

  constructor(private readonly seed: number) {}

  add(name: string, block: number, hit: boolean): void {
    const blocks = this.days.get(name) ?? new Map<number, { hits: number; of: number }>();
    this.days.set(name, blocks);
    const count = blocks.get(block) ?? { hits: 0, of: 0 };
    blocks.set(block, { hits: count.hits + (hit ? 1 : 0), of: count.of + 1 });
  }

  row(): Row {
    const random = seeded(this.seed);
    const row: Record<string, Cell> = {};
    for (const [name, blocks] of this.days) {
      const rates: Rate[] = [...blocks.values()];
      const total = { hits: sum(rates, (r) => r.hits), of: sum(rates, (r) => r.of) };
      const [low, high] = interval(rates, random);
      row[name] = { share: share(total), low, high, of: total.of };
    }
    return row;
  }
}

const sum = (rates: readonly Rate[], pick: (r: Rate) => number) => rates.reduce((a, r) => a + pick(r), 0);
