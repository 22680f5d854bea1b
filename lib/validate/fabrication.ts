import type { PriceReport } from './report';
import type { Accusation, Move } from './reporter/accusation';
import { compareFactor, foundFactor, newScaledShare } from './reporter/common-factor';
import { compareDigits, type Digits, newDigits, newPeerDigits, type PeerDigits } from './reporter/digits';
import { compareSpeed, type EntrySpeed, foundSpeed, newEntrySpeed } from './reporter/entry-speed';
import { newRatio, type Ratio, type Share } from './reporter/ratio';
import {
  compareRegularity,
  foundRegular,
  newPeerRegularity,
  newRegularity,
  type PeerRegularity,
  type Regularity,
} from './reporter/regularity';
import {
  compareRepeats,
  foundRepeats,
  type ItemDay,
  newItemDay,
  newRepeats,
  noteName,
  type Repeats,
  turnTo,
} from './reporter/repeats';
import { compareTwins, foundTwins, type PairShares, type Twins } from './reporter/twins';

/**
 * Evidence about reporters, from all prices that they send; it accuses a pattern and is never alone a verdict on a
 * price. Each kind is a file of `reporter/`.
 */
export interface Watch {
  readonly reporters: Map<string, Reporter>;
  readonly items: Map<number, ItemDay>;
  readonly pairs: PairShares;
  readonly scaled: Share;
  readonly digits: PeerDigits;
  readonly regularity: PeerRegularity;
}

interface Reporter {
  day: number;
  /** What moved or stood still on that day. */
  moves: Move[];
  /** Last price and day by commodity and market. */
  readonly last: Map<number, Seen>;
  readonly repeats: Repeats;
  readonly twins: Twins;
  readonly scaled: Ratio;
  readonly digits: Digits;
  readonly speed: EntrySpeed;
  readonly regularity: Regularity;
}

interface Seen {
  readonly price: number;
  readonly day: number;
}

/** One price as far as reporters are watched. */
export type WatchedPrice = Pick<PriceReport, 'deviceId' | 'marketId' | 'commodityId' | 'price' | 'day'> & {
  /** When a person typed it, ms; `null` where no person did or that is not known. */
  readonly typedAt?: number | null;
};

const COMMODITIES = 65_536;
/** Longer lists are looked at as far as this. */
const MOST_ITEMS = 60;

export function createWatch(): Watch {
  return {
    reporters: new Map(),
    items: new Map(),
    pairs: new Map(),
    scaled: newScaledShare(),
    digits: newPeerDigits(),
    regularity: newPeerRegularity(),
  };
}

/**
 * Takes in one price and says what is by then held against its reporter. One price a day and item counts; a day's
 * list as a whole is looked at when the reporter's next day begins.
 */
export function watch(memory: Watch, report: WatchedPrice): readonly Accusation[] {
  const reporter = reporterOf(memory, report);
  const item = itemOf(memory, report);
  const key = report.marketId * COMMODITIES + report.commodityId;
  const before = reporter.last.get(key);
  if (before === undefined || report.day > before.day) {
    if (report.day > reporter.day) closeDay(memory, reporter, report.day);
    if (before !== undefined) compare(memory, reporter, item, report, before.price);
    compareRegularity(
      reporter.regularity,
      memory.regularity,
      key,
      report.commodityId,
      report.price,
      report.day,
    );
    if (report.typedAt != null) compareSpeed(reporter.speed, report.typedAt, report.day);
    noteName(item, report);
    reporter.last.set(key, { price: report.price, day: report.day });
  }
  return found(reporter);
}

function compare(
  memory: Watch,
  reporter: Reporter,
  item: ItemDay,
  report: WatchedPrice,
  before: number,
): void {
  const { commodityId, price, day } = report;
  compareRepeats(reporter.repeats, item, report, before);
  if (price !== before) compareDigits(reporter.digits, memory.digits, commodityId, price, day);
  if (reporter.moves.length < MOST_ITEMS)
    reporter.moves.push({ commodityId, before, price, change: Math.log(price / before) });
}

function closeDay(memory: Watch, reporter: Reporter, next: number): void {
  const { moves, day } = reporter;
  compareTwins(reporter.twins, memory.pairs, moves, day);
  compareFactor(reporter.scaled, memory.scaled, moves, day);
  reporter.moves = [];
  reporter.day = next;
}

function found(reporter: Reporter): readonly Accusation[] {
  const list = foundRepeats(reporter.repeats);
  const others = [
    foundTwins(reporter.twins),
    foundFactor(reporter.scaled),
    reporter.digits.found,
    foundSpeed(reporter.speed),
    foundRegular(reporter.regularity),
  ];
  for (const one of others) if (one !== null) list.push(one);
  return list;
}

function reporterOf(memory: Watch, { deviceId, day }: WatchedPrice): Reporter {
  let reporter = memory.reporters.get(deviceId);
  if (reporter === undefined) {
    reporter = {
      day,
      moves: [],
      last: new Map(),
      repeats: newRepeats(),
      twins: new Map(),
      scaled: newRatio(),
      digits: newDigits(),
      speed: newEntrySpeed(),
      regularity: newRegularity(),
    };
    memory.reporters.set(deviceId, reporter);
  }
  return reporter;
}

function itemOf(memory: Watch, { commodityId, day }: WatchedPrice): ItemDay {
  let item = memory.items.get(commodityId);
  if (item === undefined) {
    item = newItemDay(day);
    memory.items.set(commodityId, item);
  }
  turnTo(item, day);
  return item;
}
