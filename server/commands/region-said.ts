import { closestNames } from '@/lib/ingest/closest-names';
import { namesRegion } from '@/lib/ingest/region-name';
import type { Catalog } from '@/lib/market/catalog';

/**
 * The number of the province that was named on the command line: by its number, its name or another name it goes by.
 *
 * @param misuse called with how a province is given, when this is none
 */
export function regionSaid(catalog: Catalog, said: string, misuse: (message: string) => never): number {
  const regions = [...catalog.regions.values()];
  const region = regions.find((candidate) => namesRegion(said.trim(), candidate));
  if (region !== undefined) return region.id;
  const near = closestNames(
    said.trim().toLowerCase(),
    regions.map(({ name }) => name.toLowerCase()),
  );
  const meant = regions.filter(({ name }) => near.includes(name.toLowerCase()));
  const maybe = meant.length === 0 ? '' : ` Perhaps: ${meant.map((r) => `${r.id} ${r.name}`).join(', ')}.`;
  return misuse(
    `--region ${JSON.stringify(said)} is no province. Give its number or its name, such as 31 or "DKI Jakarta".${maybe}`,
  );
}
