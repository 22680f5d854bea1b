import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import type { MarketFacts } from '@/lib/market/market';
import { farFromHome, parseDegrees, pointFault } from '@/lib/market/point';
import type { Region } from '@/lib/market/region';
import { isShownName } from '@/lib/market/shown-name';
import { findMarket, insertMarket, marketHasPrices, updateMarket } from '@/lib/store/catalog/write-markets';
import { changeMasterData, type MasterDeps, requireMaster } from './change-master-data';
import { collectRefusals, refusal, tidy } from './refusals';

/** A market as a form sends it. */
export interface MarketInput {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** Kemendagri number. */
  readonly region: string;
  readonly latitude: string;
  readonly longitude: string;
}

const CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

/**
 * Registers a market, or changes one. Its code is its public name and stays; its province stays once prices are
 * stored, since they were counted there.
 *
 * @param known code of the market that is changed; `null` for a new one
 * @throws SmpError INVALID naming each field, FORBIDDEN, NOT_FOUND, CONFLICT
 */
export async function saveMarket(
  deps: MasterDeps,
  actor: Actor,
  known: string | null,
  input: MarketInput,
  requestId: string | null,
): Promise<void> {
  const facts = readMarket(deps.catalog(), known === null ? input : { ...input, code: known });
  if (known === null) return register(deps, actor, facts, requestId);
  await changeMasterData(
    deps,
    actor,
    { regionId: facts.regionId, marketId: idOf(deps, known) },
    requestId,
    async (client) => {
      const held = await findMarket(client, known);
      if (held === null) throw new SmpError('NOT_FOUND', `There is no market "${known}".`);
      requireMaster(actor, { regionId: held.regionId, marketId: held.id });
      if (held.regionId !== facts.regionId && (await marketHasPrices(client, held.id)))
        throw refusal(
          'region',
          'region_fixed',
          'Prices of this market are counted in its province; it stays.',
        );
      await updateMarket(client, held.id, facts);
      const { id: _id, ...before } = held;
      const after = { ...facts, origin: held.origin };
      return { action: 'market.change', subject: `market:${held.code}`, before, after };
    },
  );
}

async function register(
  deps: MasterDeps,
  actor: Actor,
  facts: MarketFacts,
  requestId: string | null,
): Promise<void> {
  await changeMasterData(deps, actor, { regionId: facts.regionId }, requestId, async (client) => {
    if ((await findMarket(client, facts.code)) !== null)
      throw refusal('code', 'code_taken', `There is a market "${facts.code}" already.`);
    await insertMarket(client, facts);
    return { action: 'market.create', subject: `market:${facts.code}`, before: null, after: facts };
  });
}

function idOf(deps: MasterDeps, code: string): number | null {
  return deps.catalog().marketByCode.get(code)?.id ?? null;
}

/** @throws SmpError INVALID that names every field at fault */
export function readMarket(catalog: Catalog, input: MarketInput): MarketFacts {
  const refusals = collectRefusals();
  const code = input.code.trim().toUpperCase();
  const [name, city] = [tidy(input.name), tidy(input.city)];
  if (!CODE.test(code) && !catalog.marketByCode.has(input.code))
    refusals.add('code', 'bad_code', 'Use 2 to 40 capital letters, digits, dots, dashes or underscores.');
  if (!isShownName(name, 3, 80)) refusals.add('name', 'bad_name', 'Write a name of 3 to 80 letters.');
  if (!isShownName(city, 2, 80)) refusals.add('city', 'bad_city', 'Write the regency or city.');
  const region = catalog.regions.get(Number(input.region));
  if (region === undefined) refusals.add('region', 'bad_region', 'Choose a province.');
  const latitude = parseDegrees(input.latitude);
  const longitude = parseDegrees(input.longitude);
  if (latitude === null) refusals.add('latitude', 'bad_degrees', 'Write degrees such as -6.2088.');
  if (longitude === null) refusals.add('longitude', 'bad_degrees', 'Write degrees such as 106.8456.');
  if (latitude !== null && longitude !== null) {
    const fault = pointFault({ latitude, longitude }, catalog.regions.values());
    if (fault !== null) refusals.add('latitude', fault, 'The point must lie in Indonesia.');
  }
  refusals.settle();
  return {
    code: catalog.marketByCode.has(input.code) ? input.code : code,
    name,
    city,
    regionId: region?.id ?? 0,
    latitude: latitude ?? 0,
    longitude: longitude ?? 0,
    origin: 'registered',
  };
}

/** What looks strange about where a market stands, for a question before it is saved. */
export function marketDoubt(
  catalog: Catalog,
  facts: MarketFacts,
): { readonly km: number; readonly home: Region; readonly nearest: Region } | null {
  const home = catalog.regions.get(facts.regionId);
  if (home === undefined) return null;
  const far = farFromHome(facts, home, catalog.regions.values());
  return far === null ? null : { home, ...far };
}
