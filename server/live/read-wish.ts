import { z } from 'zod';
import { parseParameters } from '@/lib/http/query';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import type { Filter } from './plain-socket';

const name = z
  .string()
  .max(80)
  .transform((said) => said || undefined)
  .optional();
const wish = z.strictObject({ commodity: name, market_id: name, region: name });

/** What the query of `/ws/prices` asks to follow; what is left empty follows all. @throws SmpError that names the field */
export function readWish(runtime: Pick<Runtime, 'catalog'>, query: URLSearchParams): Filter {
  const { commodity, market_id, region } = expectKnown(runtime, parseParameters(query, wish));
  return { commodity: commodity ?? null, market: market_id ?? null, region: region ?? null };
}
