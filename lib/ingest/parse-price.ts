import type { Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import type { FieldError } from '@/lib/market/field-error';
import { parseRupiah } from '@/lib/market/money';
import { baseUnitsOf, unitsOf } from './unit';

/** No food on the list costs more, in Rp per kilogram or litre. */
export const MAX_PRICE = 10_000_000;

/**
 * Reads one price as integer Rp per base unit of `commodity`: a number, a text such as `"Rp15.000"`, or
 * `{"price": 1500, "unit": "ons"}`. Part of a rupiah is rounded to the nearest rupiah.
 * Adds to `errors` and returns `null` when it cannot be read.
 */
export function parsePrice(
  value: unknown,
  commodity: Commodity,
  catalog: Catalog,
  field: string,
  errors: FieldError[],
): number | null {
  if (typeof value === 'number') return inRange(value, field, errors);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return unitPrice(value, commodity, catalog, field, errors);
  }
  const said = amount(value, field, errors);
  return said === null ? null : inRange(said, field, errors);
}

function unitPrice(
  value: object,
  commodity: Commodity,
  catalog: Catalog,
  field: string,
  errors: FieldError[],
): number | null {
  const extra = Object.keys(value).find((key) => key !== 'price' && key !== 'unit');
  if (extra !== undefined || !('price' in value) || !('unit' in value)) {
    errors.push({
      field,
      code: 'not_a_price',
      message: 'A price with a unit has exactly "price" and "unit", such as {"price": 1500, "unit": "ons"}.',
    });
    return null;
  }
  const held = typeof value.unit === 'string' ? baseUnitsOf(value.unit, commodity, catalog) : null;
  if (held === null) {
    errors.push({
      field: `${field}.unit`,
      code: 'unknown_unit',
      message: `This unit is not known for ${commodity.code}; use ${commodity.unit} or one of the candidates.`,
      candidates: unitsOf(commodity, catalog),
    });
    return null;
  }
  const said = amount(value.price, `${field}.price`, errors);
  return said === null ? null : inRange(said / held, `${field}.price`, errors);
}

function amount(value: unknown, field: string, errors: FieldError[]): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const read = parseRupiah(value);
    if (read.ok) return read.rupiah;
    errors.push({ field, code: read.code, message: read.message });
    return null;
  }
  errors.push({
    field,
    code: 'not_a_price',
    message:
      'A price is a number of rupiah such as 15000, or a text such as "15.000"; leave out what was not seen.',
  });
  return null;
}

function inRange(value: number, field: string, errors: FieldError[]): number | null {
  const rounded = Math.round(value);
  if (rounded >= 1 && rounded <= MAX_PRICE) return rounded;
  errors.push({
    field,
    code: 'price_out_of_range',
    message: `A price must be from 1 to ${MAX_PRICE} rupiah per kilogram or litre; leave out what was not seen.`,
  });
  return null;
}
