import type { Catalog } from '@/lib/market/catalog';
import type { FieldError } from '@/lib/market/field-error';
import type { Market } from '@/lib/market/market';
import type { ReportedPrice } from '@/lib/market/reading';
import { MAX_NAME_LENGTH, meaningOf, type NameMeaning } from './commodity-name';
import { parsePrice } from './parse-price';

const MAX_PRICES = 50;
/** Control characters and broken surrogates can be stored nowhere. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;

/** Reads the `prices` object of one reading; each commodity once, at most 50. `null` after any error. */
export function parsePrices(
  value: unknown,
  market: Market,
  catalog: Catalog,
  prefix: string,
  errors: FieldError[],
): ReportedPrice[] | null {
  const names =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  if (names.length === 0 || names.length > MAX_PRICES) {
    errors.push({
      field: `${prefix}prices`,
      code: 'bad_prices',
      message: `prices is an object of 1 to ${MAX_PRICES} commodities and their prices, such as {"beras-medium": 13500}.`,
    });
    return null;
  }
  const before = errors.length;
  const raw = value as Readonly<Record<string, unknown>>;
  const saidFor = new Map<number, string>();
  const prices: ReportedPrice[] = [];
  for (const said of names) {
    const field = `${prefix}prices.${said.slice(0, MAX_NAME_LENGTH)}`;
    const commodity = commodityFor(said, market, catalog, field, errors);
    if (commodity === null) continue;
    const twin = saidFor.get(commodity.id);
    if (twin !== undefined) {
      errors.push({
        field,
        code: 'same_commodity_twice',
        message: `"${said}" and "${twin}" both mean ${commodity.code}; send one of them.`,
      });
      continue;
    }
    saidFor.set(commodity.id, said);
    const price = parsePrice(raw[said], commodity, catalog, field, errors);
    if (price !== null) prices.push({ commodityId: commodity.id, saidAs: said, price });
  }
  return errors.length === before ? prices : null;
}

function commodityFor(said: string, market: Market, catalog: Catalog, field: string, errors: FieldError[]) {
  if (said.length > MAX_NAME_LENGTH || UNPRINTABLE.test(said)) {
    errors.push({
      field,
      code: 'bad_name',
      message: `A commodity name has at most ${MAX_NAME_LENGTH} printable characters.`,
    });
    return null;
  }
  const meaning = meaningOf(said, catalog, market.id);
  if (meaning.kind === 'known') {
    const commodity = catalog.commodities.get(meaning.commodityId);
    if (commodity !== undefined) return commodity;
  }
  errors.push(nameError(meaning.kind === 'known' ? { kind: 'unknown', candidates: [] } : meaning, field));
  return null;
}

function nameError(meaning: Exclude<NameMeaning, { kind: 'known' }>, field: string): FieldError {
  const list = meaning.candidates.join(', ');
  if (meaning.kind === 'ambiguous') {
    return {
      field,
      code: 'ambiguous_commodity',
      message: `This name can mean several commodities; send one of ${list}.`,
      candidates: meaning.candidates,
    };
  }
  return {
    field,
    code: 'unknown_commodity',
    message:
      list === ''
        ? 'No commodity has this name; see the commodity list for the names in use.'
        : `No commodity has this name; did you mean ${list}?`,
    ...(meaning.candidates.length > 0 ? { candidates: meaning.candidates } : {}),
  };
}
