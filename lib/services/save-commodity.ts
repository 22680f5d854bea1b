import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { BaseUnit, Commodity, VolatilityClass } from '@/lib/market/commodity';
import { isShownName } from '@/lib/market/shown-name';
import {
  commodityHasPrices,
  findCommodity,
  insertCommodity,
  updateCommodity,
} from '@/lib/store/catalog/write-commodities';
import { changeMasterData, type MasterDeps, NATION } from './change-master-data';
import { collectRefusals, refusal, tidy } from './refusals';

/** A commodity as a form sends it. */
export interface CommodityInput {
  readonly code: string;
  readonly nameId: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly volatility: string;
}

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const UNITS: readonly string[] = ['kg', 'l'] satisfies readonly BaseUnit[];
const VOLATILITIES: readonly string[] = ['low', 'medium', 'high'] satisfies readonly VolatilityClass[];

/**
 * Makes a commodity, or changes one. Its code is its public name and stays; its unit stays once prices are stored,
 * since they were kept in it.
 *
 * @param known code of the commodity that is changed; `null` for a new one
 * @throws SmpError INVALID naming each field, FORBIDDEN, NOT_FOUND
 */
export async function saveCommodity(
  deps: MasterDeps,
  actor: Actor,
  known: string | null,
  input: CommodityInput,
  requestId: string | null,
): Promise<void> {
  const facts = readCommodity(known === null ? input : { ...input, code: known });
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await findCommodity(client, facts.code);
    if (known === null) {
      if (held !== null) throw refusal('code', 'code_taken', `There is a commodity "${facts.code}" already.`);
      const fresh = { ...facts, panelName: null, typicalPrice: null, householdPerMonth: null };
      await insertCommodity(client, fresh);
      return { action: 'commodity.create', subject: `commodity:${facts.code}`, before: null, after: facts };
    }
    if (held === null) throw new SmpError('NOT_FOUND', `There is no commodity "${known}".`);
    if (held.unit !== facts.unit && (await commodityHasPrices(client, held.id)))
      throw refusal('unit', 'unit_fixed', 'Prices of this commodity are kept per its unit; it stays.');
    await updateCommodity(client, held.id, { ...held, ...facts });
    return {
      action: 'commodity.change',
      subject: `commodity:${held.code}`,
      before: shown(held),
      after: facts,
    };
  });
}

type Facts = Pick<Commodity, 'code' | 'nameId' | 'nameEn' | 'unit' | 'volatility'>;

function shown({ code, nameId, nameEn, unit, volatility }: Commodity): Facts {
  return { code, nameId, nameEn, unit, volatility };
}

function readCommodity(input: CommodityInput): Facts {
  const refusals = collectRefusals();
  const code = input.code.trim();
  const [nameId, nameEn] = [tidy(input.nameId), tidy(input.nameEn)];
  if (!CODE.test(code) || code.length > 40)
    refusals.add(
      'code',
      'bad_commodity_code',
      'Use small letters and digits with dashes between, such as gula-pasir.',
    );
  if (!isShownName(nameId, 2, 60)) refusals.add('nameId', 'bad_short_name', 'Write 2 to 60 letters.');
  if (!isShownName(nameEn, 2, 60)) refusals.add('nameEn', 'bad_short_name', 'Write 2 to 60 letters.');
  if (!UNITS.includes(input.unit)) refusals.add('unit', 'bad_unit', 'Choose kilogram or litre.');
  if (!VOLATILITIES.includes(input.volatility))
    refusals.add('volatility', 'bad_volatility', 'Choose how strongly its price usually moves.');
  refusals.settle();
  return {
    code,
    nameId,
    nameEn,
    unit: input.unit as BaseUnit,
    volatility: input.volatility as VolatilityClass,
  };
}
