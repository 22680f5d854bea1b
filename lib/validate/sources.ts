import type { SourceWord } from '@/lib/market/verdict';
import type { Testimony } from './decide';
import { multiSource } from './detectors';
import type { Level } from './expect';
import type { PriceReport } from './report';
import type { JudgeRules } from './rules';

/** What a source said last of a place, with its bias taken off. A source whose bias is unknown is not in the book. */
export interface KnownWord {
  readonly source: string;
  /** 0: a mean of the region. */
  readonly marketId: number;
  readonly day: number;
  /** Rp per base unit. */
  readonly price: number;
  /** Deviation of the source around its bias, log. */
  readonly spread: number;
}

/** By region and commodity; filled anew by a job, only read by the judge. */
export type SourceBook = Map<number, readonly KnownWord[]>;

const COMMODITIES = 65_536;
/** What was said longer ago says nothing of today. */
export const WORD_DAYS = 3;
/** A source may be steadier than this by luck alone, log. */
const LEAST_SPREAD = 0.03;
/** What a price may move in a day that a source does not know of, log. */
const AGEING = 0.03;
/** How far the level of one market lies from the region's mean (5–26 % between places), log. */
const PLACE_SPREAD = 0.12;
/** A word this far from all that is known here is a slip of the source's own, log. */
const SLIP = Math.log(4);
const NONE: readonly SourceWord[] = [];

export const placeKey = (regionId: number, commodityId: number) => regionId * COMMODITIES + commodityId;

/** What sources say of a report's market and day: one word each, that of the market itself before its region's. */
export function wordsFor(book: SourceBook, report: PriceReport): readonly SourceWord[] {
  if (book.size === 0) return NONE;
  const known = book.get(placeKey(report.regionId, report.commodityId));
  if (known === undefined) return NONE;
  const chosen = new Map<string, KnownWord>();
  for (const word of known) {
    const fits = word.marketId === 0 || word.marketId === report.marketId;
    if (!fits || word.day > report.day || report.day - word.day > WORD_DAYS) continue;
    const before = chosen.get(word.source);
    if (before === undefined || before.marketId === 0) chosen.set(word.source, word);
  }
  return [...chosen.values()].map(({ source, marketId, day, price, spread }) => {
    const place = marketId === 0 ? PLACE_SPREAD : 0;
    const age = report.day - day;
    const all = Math.sqrt(Math.max(spread, LEAST_SPREAD) ** 2 + place ** 2 + AGEING ** 2 * age);
    return { source, price, spread: Math.round(all * 10_000) / 10_000, age };
  });
}

/** The level that sources imply together; `null` without one. @param known log price that is known here otherwise */
export function sourceLevel(words: readonly SourceWord[], known: number | null): Level | null {
  let [weight, sum, peers] = [0, 0, 0];
  for (const { price, spread } of words) {
    const log = Math.log(price);
    if (known !== null && Math.abs(log - known) > SLIP) continue;
    weight += 1 / spread ** 2;
    sum += log / spread ** 2;
    peers++;
  }
  return weight === 0 ? null : { log: sum / weight, deviation: Math.sqrt(1 / weight), peers };
}

/** Two levels as one, each by its precision. */
export function together(one: Level, other: Level): Level {
  const [a, b] = [1 / one.deviation ** 2, 1 / other.deviation ** 2];
  return {
    log: (a * one.log + b * other.log) / (a + b),
    deviation: Math.sqrt(1 / (a + b)),
    peers: one.peers + other.peers,
  };
}

/** A price against what sources imply. One of them alone can make a price wait, and no more. */
export function heardSources(
  level: Level,
  words: readonly SourceWord[],
  log: number,
  rules: JudgeRules,
): Testimony {
  return {
    ...multiSource(level, log, rules),
    sources: words,
    ...(level.peers < 2 ? { waits: true } : {}),
  };
}
