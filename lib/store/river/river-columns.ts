import type { JudgedReading } from '@/lib/market/judged-reading';
import { LANE_NUMBER } from '@/lib/market/lane';
import { PROVENANCE_NUMBER } from '@/lib/market/provenance';
import { separated } from '../array-literal';
import { BinaryArray, type ElementType } from '../binary-array';

/** The batch column by column, in the order of the insert statement's parameters. */
export interface RiverColumns {
  readonly readings: readonly (string | Buffer)[];
  readonly prices: readonly (string | Buffer)[];
}

/** One pass over the batch; on the hot path this is called a few hundred times a second. */
export function riverColumns(batch: readonly JudgedReading[], firstIndex: number): RiverColumns {
  let count = 0;
  for (const { reading } of batch) count += reading.prices.length;
  const readings = new ReadingColumns(batch.length);
  const prices = new PriceColumns(count);
  let index = firstIndex;
  for (const item of batch) {
    readings.add(item, index);
    prices.add(item, index);
    index += item.reading.prices.length;
  }
  return { readings: readings.values(), prices: prices.values() };
}

class ReadingColumns {
  readonly #devices: string[] = [];
  readonly #ids;
  readonly #markets;
  readonly #observed;
  readonly #received;
  readonly #temperatures;
  readonly #humidities;
  readonly #crowds;
  readonly #provenances;
  readonly #first;
  readonly #counts;

  constructor(count: number) {
    const column = (type: ElementType) => new BinaryArray(type, count);
    this.#ids = column('uuid');
    this.#markets = column('int4');
    this.#observed = column('timestamptz');
    this.#received = column('timestamptz');
    this.#temperatures = column('float4');
    this.#humidities = column('float4');
    this.#crowds = column('int4');
    this.#provenances = column('int2');
    this.#first = column('int8');
    this.#counts = column('int2');
  }

  add({ reading: r, provenance }: JudgedReading, firstIndex: number): void {
    this.#devices.push(r.deviceId);
    this.#ids.uuid(r.readingId);
    this.#markets.int4(r.marketId);
    this.#observed.time(r.observedAt);
    this.#received.time(r.receivedAt);
    this.#temperatures.real(r.temperature);
    this.#humidities.real(r.humidity);
    this.#crowds.int4(r.crowd);
    this.#provenances.int2(PROVENANCE_NUMBER[provenance]);
    this.#first.int8(firstIndex);
    this.#counts.int2(r.prices.length);
  }

  values(): readonly (string | Buffer)[] {
    return [
      separated(this.#devices),
      this.#ids.bytes(),
      this.#markets.bytes(),
      this.#observed.bytes(),
      this.#received.bytes(),
      this.#temperatures.bytes(),
      this.#humidities.bytes(),
      this.#crowds.bytes(),
      this.#provenances.bytes(),
      this.#first.bytes(),
      this.#counts.bytes(),
    ];
  }
}

class PriceColumns {
  readonly #ids;
  readonly #observed;
  readonly #received;
  readonly #readings;
  readonly #markets;
  readonly #regions;
  readonly #commodities;
  readonly #prices;
  readonly #lanes;
  readonly #provenances;
  readonly #scores;
  readonly #changes;
  readonly #impacts;
  readonly #flags: string[] = [];
  readonly #rules: string[] = [];
  readonly #details: string[] = [];
  readonly #dominant: string[] = [];
  readonly #factors: string[] = [];

  constructor(count: number) {
    const column = (type: ElementType) => new BinaryArray(type, count);
    this.#ids = column('int8');
    this.#observed = column('timestamptz');
    this.#received = column('timestamptz');
    this.#readings = column('uuid');
    this.#markets = column('int4');
    this.#regions = column('int2');
    this.#commodities = column('int2');
    this.#prices = column('int4');
    this.#lanes = column('int2');
    this.#provenances = column('int2');
    this.#scores = column('float4');
    this.#changes = column('float4');
    this.#impacts = column('float4');
  }

  add(item: JudgedReading, firstIndex: number): void {
    const { reading: r } = item;
    for (let i = 0; i < r.prices.length; i++) {
      const price = r.prices[i];
      const verdict = item.verdicts[i];
      const impact = item.impacts[i];
      if (price === undefined || verdict === undefined || impact === undefined) {
        throw new Error('a price has no verdict or impact');
      }
      this.#ids.int8(firstIndex + i);
      this.#observed.time(r.observedAt);
      this.#received.time(r.receivedAt);
      if (i === 0) this.#readings.uuid(r.readingId);
      else this.#readings.again();
      this.#markets.int4(r.marketId);
      this.#regions.int2(r.regionId);
      this.#commodities.int2(price.commodityId);
      this.#prices.int4(price.price);
      this.#lanes.int2(LANE_NUMBER[verdict.lane]);
      this.#provenances.int2(PROVENANCE_NUMBER[item.provenance]);
      this.#scores.real(verdict.score);
      this.#changes.real(impact.priceChange);
      this.#impacts.real(impact.impactScore);
      this.#flags.push(verdict.flags.join(','));
      this.#rules.push(verdict.ruleVersion);
      this.#details.push(item.details[i] ?? '');
      this.#dominant.push(impact.dominantFactor);
      this.#factors.push(item.factors[i] ?? '');
    }
  }

  values(): readonly (string | Buffer)[] {
    return [
      this.#ids.bytes(),
      this.#observed.bytes(),
      this.#received.bytes(),
      this.#readings.bytes(),
      this.#markets.bytes(),
      this.#regions.bytes(),
      this.#commodities.bytes(),
      this.#prices.bytes(),
      this.#lanes.bytes(),
      this.#provenances.bytes(),
      this.#scores.bytes(),
      this.#changes.bytes(),
      this.#impacts.bytes(),
      separated(this.#flags),
      separated(this.#rules),
      separated(this.#details),
      separated(this.#dominant),
      separated(this.#factors),
    ];
  }
}
