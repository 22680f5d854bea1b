import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import { baseUnitsOf } from '@/lib/ingest/unit';
import type { Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import { normaliseName } from '@/lib/market/names';
import { deleteUnit, findUnit, writeUnit } from '@/lib/store/catalog/write-commodities';
import { changeMasterData, type MasterDeps, NATION } from './change-master-data';
import { collectRefusals } from './refusals';

export interface UnitInput {
  /** Commodity code. */
  readonly commodity: string;
  /** As people say it, e.g. `ons`. */
  readonly unit: string;
  /** How many base units one holds, `0,1` or `0.1`. */
  readonly factor: string;
}

/** Teaches a unit that prices of a commodity are said in, or how much it holds. @throws SmpError INVALID, FORBIDDEN */
export async function saveUnit(
  deps: MasterDeps,
  actor: Actor,
  input: UnitInput,
  requestId: string | null,
): Promise<void> {
  const { commodity, unit, baseUnits } = readUnit(deps.catalog(), input);
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await findUnit(client, commodity.id, unit);
    await writeUnit(client, { commodityId: commodity.id, unit, baseUnits });
    const before = held === null ? null : { unit, baseUnits: held };
    return { action: 'unit.set', subject: `commodity:${commodity.code}`, before, after: { unit, baseUnits } };
  });
}

/** Forgets a said unit. @throws SmpError NOT_FOUND, FORBIDDEN */
export async function removeUnit(
  deps: MasterDeps,
  actor: Actor,
  input: Pick<UnitInput, 'commodity' | 'unit'>,
  requestId: string | null,
): Promise<void> {
  const commodity = deps.catalog().commodityByCode.get(input.commodity);
  if (commodity === undefined) throw new SmpError('NOT_FOUND', 'There is no such commodity.');
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await findUnit(client, commodity.id, input.unit);
    if (held === null) throw new SmpError('NOT_FOUND', 'There is no such unit any more.');
    await deleteUnit(client, commodity.id, input.unit);
    const before = { unit: input.unit, baseUnits: held };
    return { action: 'unit.remove', subject: `commodity:${commodity.code}`, before, after: null };
  });
}

function readUnit(
  catalog: Catalog,
  input: UnitInput,
): { readonly commodity: Commodity; readonly unit: string; readonly baseUnits: number } {
  const refusals = collectRefusals();
  const commodity = catalog.commodityByCode.get(input.commodity);
  if (commodity === undefined) throw new SmpError('NOT_FOUND', 'There is no such commodity.');
  const unit = normaliseName(input.unit);
  const factor = input.factor.trim().replace(',', '.');
  const baseUnits = /^\d{1,5}(\.\d{1,6})?$/.test(factor) ? Number(factor) : 0;
  if (!/^[a-z][a-z0-9 ]{0,19}$/.test(unit))
    refusals.add(
      'unit',
      'bad_said_unit',
      'Write the unit as it is said, starting with a letter, such as ons.',
    );
  // The base unit by whatever name holds exactly one of itself.
  else if (!catalog.units.has(`${commodity.id}:${unit}`) && baseUnitsOf(unit, commodity, catalog) === 1)
    refusals.add('unit', 'base_unit', 'This is the unit in which prices are kept already.');
  if (!(baseUnits >= 0.000_1 && baseUnits <= 10_000))
    refusals.add('factor', 'bad_factor', 'Write how many base units it holds, from 0.0001 to 10000.');
  refusals.settle();
  return { commodity, unit, baseUnits };
}
