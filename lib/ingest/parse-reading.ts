import type { Catalog } from '@/lib/market/catalog';
import type { FieldError } from '@/lib/market/field-error';
import type { Market } from '@/lib/market/market';
import type { Reading, ReportedPrice } from '@/lib/market/reading';
import { closestNames } from './closest-names';
import { parsePrices } from './parse-prices';
import { type ClockLimits, checkTrade, onlyOfTheDay, readTime } from './reading-day';
import { deriveReadingId, parseUuid } from './reading-id';
import { namesRegion } from './region-name';

export type ParseResult =
  | { readonly ok: true; readonly reading: Reading }
  | {
      readonly ok: false;
      readonly errors: FieldError[];
      /** Names the reading where only the day stands against it: it may repeat one that was taken in time. */
      readonly late: ReadingName | null;
    };

export type ReadingName = Pick<Reading, 'deviceId' | 'readingId'>;

export interface ParseContext extends ClockLimits {
  readonly catalog: Catalog;
  /** Where the reading stands in the body, e.g. `readings[3]`; starts every field name. */
  readonly path?: string;
}

const FIELDS: ReadonlySet<string> = new Set([
  'timestamp',
  'market_id',
  'device_id',
  'region',
  'temperature',
  'humidity',
  'crowd',
  'prices',
  'reading_id',
]);
/** Unknown fields told in one answer. */
const MAX_UNKNOWN = 10;
const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Turns one raw reading into a `Reading`, or names everything that is wrong with it and how to mend it. */
export function parseReading(body: unknown, context: ParseContext): ParseResult {
  const path = context.path ?? '';
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const message = 'A reading is an object with timestamp, market_id, device_id and prices.';
    const errors = [{ field: path === '' ? 'body' : path, code: 'not_an_object', message }];
    return { ok: false, errors, late: null };
  }
  const raw = body as Readonly<Record<string, unknown>>;
  const prefix = path === '' ? '' : `${path}.`;
  const errors: FieldError[] = [];
  for (const key of Object.keys(raw)) {
    if (!FIELDS.has(key) && errors.length < MAX_UNKNOWN) errors.push(unknownField(prefix, key));
  }

  const observedAt = readTime(raw.timestamp, context, prefix, errors);
  const deviceId = readDevice(raw.device_id, prefix, errors);
  const market = readMarket(raw.market_id, context.catalog, prefix, errors);
  if (market !== null) checkRegion(raw.region, market, context.catalog, prefix, errors);
  if (market !== null && observedAt !== null) checkTrade(context.catalog, market, observedAt, prefix, errors);
  const temperature = readNumber(raw.temperature, `${prefix}temperature`, -20, 60, errors);
  const humidity = readNumber(raw.humidity, `${prefix}humidity`, 0, 100, errors);
  const crowd = readNumber(raw.crowd, `${prefix}crowd`, 0, 1_000_000, errors, true);
  const prices: ReportedPrice[] | null =
    market === null ? null : parsePrices(raw.prices, market, context.catalog, prefix, errors);
  const said = readId(raw.reading_id, prefix, errors);

  const named = nameOf(deviceId, observedAt, said);
  if (errors.length > 0 || observedAt === null || named === null || market === null || prices === null) {
    return { ok: false, errors, late: onlyOfTheDay(errors) ? named : null };
  }
  return {
    ok: true,
    reading: {
      readingId: named.readingId,
      deviceId: named.deviceId,
      marketId: market.id,
      regionId: market.regionId,
      observedAt,
      receivedAt: context.receivedAt,
      temperature,
      humidity,
      crowd,
      prices,
    },
  };
}

function nameOf(deviceId: string | null, observedAt: number | null, said: string | null): ReadingName | null {
  if (deviceId === null || observedAt === null) return null;
  return { deviceId, readingId: said ?? deriveReadingId(deviceId, observedAt) };
}

function unknownField(prefix: string, key: string): FieldError {
  const near = closestNames(key.slice(0, 40), FIELDS, 1);
  const fix = near[0] === undefined ? 'leave it out' : `did you mean "${near[0]}"?`;
  return {
    field: `${prefix}${key.slice(0, 80)}`,
    code: 'unknown_field',
    message: `A reading has no such field; ${fix}`,
    ...(near.length > 0 ? { candidates: near } : {}),
  };
}

function readDevice(value: unknown, prefix: string, errors: FieldError[]): string | null {
  if (typeof value === 'string' && DEVICE_ID.test(value)) return value;
  errors.push({
    field: `${prefix}device_id`,
    code: 'bad_device_id',
    message: 'device_id is the registered name of the device: 1 to 64 letters, digits, dots, dashes.',
  });
  return null;
}

function readMarket(value: unknown, catalog: Catalog, prefix: string, errors: FieldError[]): Market | null {
  const market = typeof value === 'string' ? catalog.marketByCode.get(value) : undefined;
  if (market !== undefined) return market;
  const near =
    typeof value === 'string' && value.length <= 40 ? closestNames(value, catalog.marketByCode.keys()) : [];
  errors.push({
    field: `${prefix}market_id`,
    code: 'unknown_market',
    message: 'No market has this market_id; send the one that the device was registered for.',
    ...(near.length > 0 ? { candidates: near } : {}),
  });
  return null;
}

function checkRegion(
  said: unknown,
  market: Market,
  catalog: Catalog,
  prefix: string,
  errors: FieldError[],
): void {
  if (said === undefined || said === null) return;
  const region = catalog.regions.get(market.regionId);
  if (region !== undefined && namesRegion(said, region)) return;
  errors.push({
    field: `${prefix}region`,
    code: 'region_mismatch',
    message: `Market ${market.code} lies in ${region?.name ?? 'another region'}; send that or leave region out.`,
    ...(region === undefined ? {} : { candidates: [region.name] }),
  });
}

/** Absent and `null` both mean not measured. */
function readNumber(
  value: unknown,
  field: string,
  min: number,
  max: number,
  errors: FieldError[],
  whole = false,
): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))) {
    return value;
  }
  const kind = whole ? 'a whole number' : 'a number';
  errors.push({
    field,
    code: 'out_of_range',
    message: `This must be ${kind} from ${min} to ${max}; leave it out when it was not measured.`,
  });
  return null;
}

function readId(value: unknown, prefix: string, errors: FieldError[]): string | null {
  if (value === undefined || value === null) return null;
  const uuid = parseUuid(value);
  if (uuid === null) {
    errors.push({
      field: `${prefix}reading_id`,
      code: 'not_a_uuid',
      message: 'reading_id is a UUID that the device makes once and repeats when it sends again.',
    });
  }
  return uuid;
}
