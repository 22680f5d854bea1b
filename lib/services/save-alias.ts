import type { Actor } from '@/lib/auth/actor';
import type { Place } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import { MAX_NAME_LENGTH, meaningOf, type NameMeaning } from '@/lib/ingest/commodity-name';
import type { Catalog } from '@/lib/market/catalog';
import { normaliseName } from '@/lib/market/names';
import { deleteAlias, findAlias, insertAlias, readAliases } from '@/lib/store/catalog/write-aliases';
import { changeMasterData, type MasterDeps, NATION, requireMaster } from './change-master-data';
import { collectRefusals, refusal, tidy } from './refusals';

export interface AliasInput {
  readonly alias: string;
  /** Commodity code. */
  readonly commodity: string;
  /** Code of the market that alone uses the name so; `null` everywhere. */
  readonly market: string | null;
}

interface ReadAlias {
  readonly alias: string;
  readonly commodityId: number;
  readonly marketId: number | null;
}

/**
 * Teaches a further spelling of a commodity. In one market a name has one meaning; everywhere it may come to have
 * several, and then reports that use it are asked which one they mean.
 *
 * @throws SmpError INVALID, FORBIDDEN
 */
export async function addAlias(
  deps: MasterDeps,
  actor: Actor,
  input: AliasInput,
  requestId: string | null,
): Promise<void> {
  const read = readAlias(deps.catalog(), input);
  await changeMasterData(deps, actor, placeOf(deps.catalog(), read.marketId), requestId, async (client) => {
    const key = normaliseName(read.alias);
    for (const row of await readAliases(client, read.marketId)) {
      if (normaliseName(row.alias) !== key) continue;
      if (read.marketId !== null || row.commodityId === read.commodityId)
        throw refusal('alias', 'alias_taken', `"${row.alias}" has a meaning here already; remove it first.`);
    }
    const id = await insertAlias(client, read);
    return {
      action: 'alias.add',
      subject: `alias:${id}`,
      before: null,
      after: { alias: read.alias, commodity: input.commodity, market: input.market },
    };
  });
}

/** Forgets a spelling. @throws SmpError NOT_FOUND, FORBIDDEN */
export async function removeAlias(
  deps: MasterDeps,
  actor: Actor,
  id: number,
  requestId: string | null,
): Promise<void> {
  const catalog = deps.catalog();
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647)
    throw new SmpError('NOT_FOUND', 'There is no such name any more.');
  const held = await findAlias(deps.pool, id);
  if (held === null) throw new SmpError('NOT_FOUND', 'There is no such name any more.');
  await changeMasterData(deps, actor, placeOf(catalog, held.marketId), requestId, async (client) => {
    const row = await findAlias(client, id);
    if (row === null) throw new SmpError('NOT_FOUND', 'There is no such name any more.');
    requireMaster(actor, placeOf(catalog, row.marketId));
    await deleteAlias(client, id);
    const before = {
      alias: row.alias,
      commodity: catalog.commodities.get(row.commodityId)?.code ?? null,
      market: row.marketId === null ? null : (catalog.markets.get(row.marketId)?.code ?? null),
    };
    return { action: 'alias.remove', subject: `alias:${id}`, before, after: null };
  });
}

function placeOf(catalog: Catalog, marketId: number | null): Place {
  if (marketId === null) return NATION;
  return { marketId, regionId: catalog.markets.get(marketId)?.regionId ?? null };
}

/** @throws SmpError INVALID that names every field at fault */
export function readAlias(catalog: Catalog, input: AliasInput): ReadAlias {
  const refusals = collectRefusals();
  const alias = tidy(input.alias);
  const commodity = catalog.commodityByCode.get(input.commodity);
  const market = input.market === null ? null : catalog.marketByCode.get(input.market);
  if (normaliseName(alias) === '' || alias.length > MAX_NAME_LENGTH)
    refusals.add('alias', 'bad_alias', `Write a name of 1 to ${MAX_NAME_LENGTH} letters or digits.`);
  if (commodity === undefined) refusals.add('commodity', 'bad_commodity', 'Choose a commodity.');
  if (market === undefined) refusals.add('market', 'bad_market', 'There is no such market.');
  refusals.settle();
  return { alias, commodityId: commodity?.id ?? 0, marketId: market?.id ?? null };
}

/** How a name is read before and after it becomes an alias. */
export function aliasEffect(
  catalog: Catalog,
  alias: { readonly alias: string; readonly commodityId: number; readonly marketId: number | null },
): { readonly before: NameMeaning; readonly after: NameMeaning } {
  const before = meaningOf(alias.alias, catalog, alias.marketId);
  if (alias.marketId !== null) return { before, after: { kind: 'known', commodityId: alias.commodityId } };
  const ids = new Set([...(catalog.aliases.get(normaliseName(alias.alias)) ?? []), alias.commodityId]);
  if (ids.size === 1) return { before, after: { kind: 'known', commodityId: alias.commodityId } };
  const candidates = [...ids].flatMap((id) => catalog.commodities.get(id)?.code ?? []);
  return { before, after: { kind: 'ambiguous', candidates } };
}
