import { normaliseName } from '@/lib/market/names';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import { nearNames, unknownName } from '@/lib/services/unknown-name';
import type { Filter } from './plain-socket';

/** What the query of `/ws/prices` asks to follow; what is left empty follows all. @throws SmpError that names the field */
export function readWish(runtime: Pick<Runtime, 'catalog'>, query: URLSearchParams): Filter {
  const said = query.get('region');
  const wish: Filter = {
    commodity: query.get('commodity') || null,
    market: query.get('market_id') || null,
    region: said ? regionOf(runtime, said) : null,
  };
  expectKnown(runtime, {
    commodity: wish.commodity ?? undefined,
    market_id: wish.market ?? undefined,
    region: wish.region ?? undefined,
  });
  return wish;
}

/** A region by its Kemendagri number, name or alias. */
function regionOf({ catalog }: Pick<Runtime, 'catalog'>, said: string): number {
  const wanted = normaliseName(said);
  const regions = [...catalog().regions.values()];
  for (const region of regions) {
    const names = [String(region.id), region.name, region.panelName ?? '', ...region.aliases];
    if (names.some((n) => normaliseName(n) === wanted)) return region.id;
  }
  const near = nearNames(
    said,
    regions.map((r) => r.name),
  );
  throw unknownName({ field: 'region', what: 'province', said, near });
}
