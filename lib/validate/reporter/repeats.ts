import type { PriceReport } from '../report';
import type { Accusation } from './accusation';
import { newRatio, type Ratio, weigh } from './ratio';

/**
 * `frozen`: values that stand still more than his own and his peers' do. `copied`: values equal to another
 * reporter's more than chance allows.
 */
export interface Repeats {
  readonly frozen: Ratio;
  /** By suspected source. */
  readonly copies: Map<string, Ratio>;
  /** Share of values that stood still, own and long-run. */
  still: number;
}

/** One commodity on its newest day and the day before: who said which price, and how many stood still. */
export interface ItemDay {
  day: number;
  today: Map<number, string[]>;
  yesterday: Map<number, string[]>;
  still: number;
  seen: number;
  /** Share that stood still the day before. */
  stillBefore: number;
}

type NamedPrice = Pick<PriceReport, 'deviceId' | 'price' | 'day'>;

const FROZEN_LIMIT = 18;
const COPIED_LIMIT = 14;
/** Chance that a fabricator repeats a value, and that a copied value is equal. */
const REPEATS = 0.97;
const EQUAL = 0.9;
const CEILING = 28;
/** Even a lively price is believed to stand still this often, so that one quiet day accuses nobody. */
const LEAST_STILL = 0.25;

export function newRepeats(): Repeats {
  return { frozen: newRatio(), copies: new Map(), still: 0.4 };
}

export function newItemDay(day: number): ItemDay {
  return { day, today: new Map(), yesterday: new Map(), still: 0, seen: 0, stillBefore: 0 };
}

/** Turns to a newer day. */
export function turnTo(item: ItemDay, day: number): void {
  if (day <= item.day) return;
  item.yesterday = day === item.day + 1 ? item.today : new Map();
  item.today = new Map();
  item.stillBefore = item.seen < 3 ? 0 : item.still / item.seen;
  item.day = day;
  item.still = 0;
  item.seen = 0;
}

/** Compares a price with the reporter's own before, and with what others said. */
export function compareRepeats(own: Repeats, item: ItemDay, report: NamedPrice, before: number): void {
  const still = report.price === before;
  const peers = (item.still + 2 * own.still) / (item.seen + 2);
  const usual = Math.min(0.95, Math.max(LEAST_STILL, own.still, peers, item.stillBefore));
  weigh(own.frozen, report.day, still, REPEATS, usual, CEILING);
  if (own.frozen.value < FROZEN_LIMIT / 2) own.still += 0.01 * ((still ? 1 : 0) - own.still);
  item.seen++;
  if (still) item.still++;
  else compareCopies(own, item, report);
}

/** Only values that moved can tell a copy from two calm markets. */
function compareCopies(own: Repeats, item: ItemDay, report: NamedPrice): void {
  const same = [...(item.today.get(report.price) ?? []), ...(item.yesterday.get(report.price) ?? [])];
  const voices = Math.max(8, item.seen);
  const chance = Math.min(0.5, Math.max(0.03, same.length / voices));
  for (const [source, ratio] of own.copies) {
    weigh(ratio, report.day, same.includes(source), EQUAL, chance, CEILING);
    if (ratio.value === 0) own.copies.delete(source);
  }
  for (const source of same) {
    if (source === report.deviceId || own.copies.has(source)) continue;
    const ratio = newRatio();
    weigh(ratio, report.day, true, EQUAL, chance, CEILING);
    own.copies.set(source, ratio);
  }
}

/** Names kept for one price of a day. */
const NAMES = 8;

export function noteName(item: ItemDay, report: NamedPrice): void {
  const names = item.today.get(report.price);
  if (names === undefined) item.today.set(report.price, [report.deviceId]);
  else if (names.length < NAMES) names.push(report.deviceId);
}

export function foundRepeats({ frozen, copies }: Repeats): Accusation[] {
  const found: Accusation[] = [];
  if (frozen.value >= FROZEN_LIMIT)
    found.push({ kind: 'frozen', since: frozen.since, strength: frozen.value });
  let copied: Accusation | null = null;
  for (const [source, { value, since }] of copies) {
    if (value >= COPIED_LIMIT && value > (copied?.strength ?? 0))
      copied = { kind: 'copied', since, strength: value, source };
  }
  if (copied !== null) found.push(copied);
  return found;
}
