import type { Catalog } from '@/lib/market/catalog';
import { isClosedAt } from '@/lib/market/closing';
import type { FieldError } from '@/lib/market/field-error';
import type { Market } from '@/lib/market/market';

/** What stands against a price of a day on which its market had closed for good; what was seen before is still taken. */
export function closedFault(
  catalog: Catalog,
  market: Market,
  observedAt: number,
  prefix: string,
): FieldError | null {
  if (!isClosedAt(catalog, market, observedAt)) return null;
  return {
    field: `${prefix}market_id`,
    code: 'market_closed',
    message: `Market ${market.code} closed for good on ${market.closedOn}: what was seen before that day is still taken, this is not. Ask an administrator to register the device at another market, or to reopen this one.`,
  };
}
