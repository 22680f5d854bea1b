import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import type { Filter } from './plain-socket';

/** What the query of `/ws/prices` asks to follow; what is left empty follows all. @throws SmpError that names the field */
export function readWish(runtime: Pick<Runtime, 'catalog'>, query: URLSearchParams): Filter {
  const said = (name: string) => query.get(name) || undefined;
  const { commodity, market_id, region } = expectKnown(runtime, {
    commodity: said('commodity'),
    market_id: said('market_id'),
    region: said('region'),
  });
  return { commodity: commodity ?? null, market: market_id ?? null, region: region ?? null };
}
