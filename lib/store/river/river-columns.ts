import { isoTime } from '@/lib/market/iso-time';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { LANE_NUMBER } from '@/lib/market/lane';
import { PROVENANCE_NUMBER } from '@/lib/market/provenance';
import { ArrayLiteral, separated } from '../array-literal';

/** The batch column by column, in the order of the insert statement's parameters. */
export interface RiverColumns {
  readonly readings: readonly string[];
  readonly prices: readonly string[];
}

/** One pass over the batch; on the hot path this is called a few hundred times a second. */
export function riverColumns(batch: readonly JudgedReading[], firstIndex: number): RiverColumns {
  const readings = new ReadingColumns();
  const prices = new PriceColumns();
  let index = firstIndex;
  for (const item of batch) {
    readings.add(item, index);
    index = prices.add(item, index);
  }
  return { readings: readings.texts(), prices: prices.texts() };
}

class ReadingColumns {
  readonly #devices: string[] = [];
  readonly #plain = columns(10);

  add({ reading: r, provenance }: JudgedReading, firstIndex: number): void {
    this.#devices.push(r.deviceId);
    addRow(this.#plain, [
      r.readingId,
      r.marketId,
      isoTime(r.observedAt),
      isoTime(r.receivedAt),
      asReal(r.temperature),
      asReal(r.humidity),
      r.crowd,
      PROVENANCE_NUMBER[provenance],
      firstIndex,
      r.prices.length,
    ]);
  }

  texts(): readonly string[] {
    return [separated(this.#devices), ...this.#plain.map((c) => c.text())];
  }
}

/** PostgreSQL refuses a `real` that would round to 0 or leave the range; rounded here, it never has to. */
function asReal(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}

class PriceColumns {
  readonly #plain = columns(13);
  readonly #flags: string[] = [];
  readonly #rules: string[] = [];
  readonly #details: string[] = [];
  readonly #dominant: string[] = [];
  readonly #factors: string[] = [];

  /** @returns the position after the reading's last price */
  add(item: JudgedReading, firstIndex: number): number {
    const { reading: r } = item;
    const observed = isoTime(r.observedAt);
    const received = isoTime(r.receivedAt);
    for (let i = 0; i < r.prices.length; i++) {
      const price = r.prices[i];
      const verdict = item.verdicts[i];
      const impact = item.impacts[i];
      if (price === undefined || verdict === undefined || impact === undefined) {
        throw new Error('a price has no verdict or impact');
      }
      addRow(this.#plain, [
        firstIndex + i,
        observed,
        received,
        r.readingId,
        r.marketId,
        r.regionId,
        price.commodityId,
        price.price,
        LANE_NUMBER[verdict.lane],
        PROVENANCE_NUMBER[item.provenance],
        verdict.score,
        impact.priceChange,
        impact.impactScore,
      ]);
      this.#flags.push(verdict.flags.join(','));
      this.#rules.push(verdict.ruleVersion);
      this.#details.push(item.details[i] ?? '');
      this.#dominant.push(impact.dominantFactor);
      this.#factors.push(JSON.stringify(impact.factorsWithWeights));
    }
    return firstIndex + r.prices.length;
  }

  texts(): readonly string[] {
    const long = [this.#flags, this.#rules, this.#details, this.#dominant, this.#factors];
    return [...this.#plain.map((c) => c.text()), ...long.map(separated)];
  }
}

function columns(count: number): readonly ArrayLiteral[] {
  return Array.from({ length: count }, () => new ArrayLiteral());
}

function addRow(into: readonly ArrayLiteral[], values: readonly (number | string | null)[]): void {
  for (let i = 0; i < into.length; i++) into[i]?.add(values[i] ?? null);
}
