import type { PriceReport } from './report';

/**
 * Evidence about a reporter, from all prices that he sends; it accuses a pattern and is never alone a verdict
 * on a price. Two running log-likelihood ratios (one-sided CUSUM, Page 1954): `frozen`, values that stand still
 * more than his own and his peers' do, and `copied`, values equal to another reporter's more than chance allows.
 */
export interface Watch {
  readonly reporters: Map<string, Reporter>;
  readonly items: Map<number, Item>;
}

interface Reporter {
  frozen: number;
  /** Last price and day by commodity and market. */
  readonly last: Map<number, Seen>;
  /** Running ratio by suspected source. */
  readonly copies: Map<string, number>;
  /** Share of values that stood still, own and long-run. */
  still: number;
}

interface Seen {
  readonly price: number;
  readonly day: number;
}

/** One commodity on its newest day and the day before: who said which price, and how many stood still. */
interface Item {
  day: number;
  today: Map<number, string[]>;
  yesterday: Map<number, string[]>;
  still: number;
  seen: number;
  /** Share that stood still the day before. */
  stillBefore: number;
}

/** What is found about the reporter of a price, strongest first; names as in `Verdict.flags`. */
export type Accusation = 'frozen' | 'copied';

const FROZEN_LIMIT = 18;
const COPIED_LIMIT = 14;
/** Chance that a fabricator repeats a value, and that a copied value is equal. */
const REPEATS = 0.97;
const EQUAL = 0.9;
/** Beyond this no more evidence is collected, so that an honest week clears a name again. */
const CEILING = 28;
/** Even a lively price is believed to stand still this often, so that one quiet day accuses nobody. */
const LEAST_STILL = 0.25;

export function createWatch(): Watch {
  return { reporters: new Map(), items: new Map() };
}

/** Takes in one price and says what is by then held against its reporter. One price a day and item counts. */
export function watch(memory: Watch, report: PriceReport): readonly Accusation[] {
  const reporter = reporterOf(memory, report.deviceId);
  const item = itemOf(memory, report.commodityId, report.day);
  const key = report.marketId * 65_536 + report.commodityId;
  const before = reporter.last.get(key);
  if (before === undefined || report.day > before.day) {
    if (before !== undefined) compare(reporter, item, report, before.price);
    note(item, report);
    reporter.last.set(key, { price: report.price, day: report.day });
  }
  const found: Accusation[] = [];
  if (reporter.frozen >= FROZEN_LIMIT) found.push('frozen');
  for (const ratio of reporter.copies.values()) {
    if (ratio >= COPIED_LIMIT) {
      found.push('copied');
      break;
    }
  }
  return found;
}

function compare(reporter: Reporter, item: Item, report: PriceReport, before: number): void {
  const still = report.price === before;
  const peers = (item.still + 2 * reporter.still) / (item.seen + 2);
  const usual = Math.min(0.95, Math.max(LEAST_STILL, reporter.still, peers, item.stillBefore));
  reporter.frozen = step(reporter.frozen, still, REPEATS, usual);
  if (reporter.frozen < FROZEN_LIMIT / 2) reporter.still += 0.01 * ((still ? 1 : 0) - reporter.still);
  item.seen++;
  if (still) item.still++;
  else compareCopies(reporter, item, report);
}

/** Only values that moved can tell a copy from two calm markets. */
function compareCopies(reporter: Reporter, item: Item, report: PriceReport): void {
  const same = [...(item.today.get(report.price) ?? []), ...(item.yesterday.get(report.price) ?? [])];
  const voices = Math.max(8, item.seen);
  const chance = Math.min(0.5, Math.max(0.03, same.length / voices));
  for (const [source, ratio] of reporter.copies) {
    const next = step(ratio, same.includes(source), EQUAL, chance);
    if (next === 0) reporter.copies.delete(source);
    else reporter.copies.set(source, next);
  }
  for (const source of same) {
    if (source !== report.deviceId && !reporter.copies.has(source)) {
      reporter.copies.set(source, step(0, true, EQUAL, chance));
    }
  }
}

/** One more observation of a one-sided test of `guilty` against `usual` chance. */
function step(ratio: number, hit: boolean, guilty: number, usual: number): number {
  const gain = hit ? Math.log(guilty / usual) : Math.log((1 - guilty) / (1 - usual));
  return Math.max(0, Math.min(CEILING, ratio + gain));
}

function note(item: Item, report: PriceReport): void {
  const names = item.today.get(report.price);
  if (names === undefined) item.today.set(report.price, [report.deviceId]);
  else if (names.length < 8) names.push(report.deviceId);
}

function reporterOf(memory: Watch, deviceId: string): Reporter {
  let reporter = memory.reporters.get(deviceId);
  if (reporter === undefined) {
    reporter = { frozen: 0, last: new Map(), copies: new Map(), still: 0.4 };
    memory.reporters.set(deviceId, reporter);
  }
  return reporter;
}

function itemOf(memory: Watch, commodityId: number, day: number): Item {
  let item = memory.items.get(commodityId);
  if (item === undefined) {
    item = { day, today: new Map(), yesterday: new Map(), still: 0, seen: 0, stillBefore: 0 };
    memory.items.set(commodityId, item);
  }
  if (day > item.day) {
    item.yesterday = day === item.day + 1 ? item.today : new Map();
    item.today = new Map();
    item.stillBefore = item.seen < 3 ? 0 : item.still / item.seen;
    item.day = day;
    item.still = 0;
    item.seen = 0;
  }
  return item;
}
