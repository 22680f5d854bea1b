import type { Pool, PoolClient } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { parseRupiah } from '@/lib/market/money';
import { holdBothSomewhere, type ReferenceRule } from '@/lib/market/reference';
import {
  endReference,
  findReference,
  insertReference,
  listReferences,
} from '@/lib/store/catalog/write-references';
import { changeMasterData, type MasterDeps, NATION } from './change-master-data';
import { collectRefusals, type Refusals, refusal, tidy } from './refusals';

/** A reference price as a form sends it. */
export interface ReferenceInput {
  /** Commodity code. */
  readonly commodity: string;
  readonly kind: string;
  /** Rice zone; empty for everywhere. */
  readonly zone: string;
  readonly low: string;
  readonly high: string;
  readonly validFrom: string;
  /** Empty for open. */
  readonly validTo: string;
  readonly regulation: string;
  readonly note: string;
  /** Ends the open ones of the same kind and zone on the day before. */
  readonly endsOld: boolean;
  /** It is known that others hold on the same days at the same places, and meant so. */
  readonly besideOthers: boolean;
}

const KINDS: readonly string[] = ['HET', 'HAP'] satisfies readonly ReferenceRule['kind'][];
const ZONES: readonly string[] = ['', '1', '2', '3'];
const LEAST = 100;
const MOST = 10_000_000;

/**
 * Adds a reference price with its validity. What was in force before is never overwritten; at most it ends on the
 * day before. One that would hold beside others is added only where that is said to be meant.
 *
 * @throws SmpError INVALID naming each field, FORBIDDEN
 */
export async function addReference(
  deps: MasterDeps,
  actor: Actor,
  input: ReferenceInput,
  requestId: string | null,
): Promise<void> {
  const rule = readReference(deps.catalog(), input);
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await listReferences(client, rule.commodityId);
    if (held.some((old) => sameKind(old, rule) && old.validFrom === rule.validFrom))
      throw refusal('validFrom', 'reference_exists', 'One of this kind and zone begins on that day already.');
    const beside = besides(held, rule, input.endsOld);
    if (beside.length > 0 && !input.besideOthers) throw overlaps(beside);
    const ended = input.endsOld ? held.filter((old) => endsBefore(old, rule)) : [];
    for (const old of ended) await endReference(client, old.id, dayBefore(rule));
    const id = await insertReference(client, rule);
    const after = { ...rule, ended: ended.map((old) => ({ id: old.id, validTo: dayBefore(rule) })) };
    return { action: 'reference.add', subject: `reference:${id}`, before: null, after };
  });
}

/** Others that would hold on days and at places of a new one, though only one limit can be measured against. */
export async function findBesides(
  { pool }: Pick<MasterDeps, 'pool'>,
  rule: ReferenceRule,
  endsOld: boolean,
): Promise<readonly ReferenceRule[]> {
  return besides(await listReferences(pool, rule.commodityId), rule, endsOld);
}

function besides<R extends ReferenceRule>(held: readonly R[], rule: ReferenceRule, endsOld: boolean) {
  return held.filter((old) => !(endsOld && endsBefore(old, rule)) && holdBothSomewhere(old, rule));
}

function overlaps(beside: readonly ReferenceRule[]): SmpError {
  const named = beside.map(
    ({ kind, regulation, validFrom, validTo }) =>
      `${kind} of ${regulation} (${validFrom ?? 'open'} to ${validTo ?? 'open'})`,
  );
  const message = `On the same days holds ${named.join(', ')}: end it before, choose other days, or say that both are meant.`;
  return refusal('validFrom', 'reference_overlaps', message);
}

/** Sets the last day of a reference price. @throws SmpError INVALID, NOT_FOUND, FORBIDDEN */
export async function stopReference(
  deps: MasterDeps,
  actor: Actor,
  id: number,
  lastDay: string,
  requestId: string | null,
): Promise<void> {
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await stoppable(client, id, lastDay);
    await endReference(client, id, lastDay);
    const [before, after] = [{ validTo: held.validTo }, { validTo: lastDay }];
    return { action: 'reference.end', subject: `reference:${id}`, before, after };
  });
}

/** Finds what stands against a last day, before anybody is asked whether to set it. @throws as `stopReference` */
export async function checkStop(
  { pool }: Pick<MasterDeps, 'pool'>,
  id: number,
  lastDay: string,
): Promise<void> {
  await stoppable(pool, id, lastDay);
}

async function stoppable(db: Pick<Pool | PoolClient, 'query'>, id: number, lastDay: string) {
  if (!isDay(lastDay)) throw refusal('validTo', 'bad_day', 'Write the last day as YYYY-MM-DD.');
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647)
    throw new SmpError('NOT_FOUND', 'There is no such reference price.');
  const held = await findReference(db, id);
  if (held === null) throw new SmpError('NOT_FOUND', 'There is no such reference price.');
  if (held.validFrom !== null && lastDay < held.validFrom)
    throw refusal('validTo', 'ends_before_start', 'It cannot end before it begins.');
  if (held.validTo !== null && lastDay > held.validTo)
    throw refusal('validTo', 'ended_already', 'It has ended before that; add a new one instead.');
  return held;
}

function sameKind(a: ReferenceRule, b: ReferenceRule): boolean {
  return a.commodityId === b.commodityId && a.kind === b.kind && a.zone === b.zone;
}

/** Whether adding `rule` ends `old`, when it ends any. */
function endsBefore(old: ReferenceRule, rule: ReferenceRule): boolean {
  return sameKind(old, rule) && old.validTo === null && (old.validFrom ?? '') < (rule.validFrom ?? '');
}

function dayBefore(rule: ReferenceRule): string {
  return dayToIso(isoToDay(rule.validFrom ?? '') - 1);
}

/** All rules as they would be once `rule` is added. */
export function rulesWith(
  rules: readonly ReferenceRule[],
  rule: ReferenceRule,
  endsOld: boolean,
): readonly ReferenceRule[] {
  const ended = (old: ReferenceRule) =>
    endsOld && endsBefore(old, rule) ? { ...old, validTo: dayBefore(rule) } : old;
  return [...rules.map(ended), rule];
}

function isDay(text: string): boolean {
  try {
    const day = isoToDay(text);
    return day > isoToDay('1990-01-01') && day < isoToDay('2100-01-01');
  } catch {
    return false;
  }
}

/** @throws SmpError INVALID that names every field at fault */
export function readReference(catalog: Catalog, input: ReferenceInput): ReferenceRule {
  const refusals = collectRefusals();
  const commodity = catalog.commodityByCode.get(input.commodity);
  if (commodity === undefined) refusals.add('commodity', 'bad_commodity', 'Choose a commodity.');
  if (!KINDS.includes(input.kind)) refusals.add('kind', 'bad_kind', 'Choose HET or HAP.');
  if (!ZONES.includes(input.zone)) refusals.add('zone', 'bad_zone', 'Choose a rice zone or everywhere.');
  const high = readPrice(input.high, 'high', refusals);
  const low = input.low.trim() === '' ? null : readPrice(input.low, 'low', refusals);
  if (low !== null && high !== null && low > high)
    refusals.add('low', 'low_above_high', 'The lower limit lies above the upper one.');
  checkValidity(input, refusals);
  const [regulation, note] = [tidy(input.regulation), tidy(input.note)];
  if (regulation.length < 3 || regulation.length > 120)
    refusals.add('regulation', 'bad_regulation', 'Name the regulation, such as Perbadan 5/2024.');
  if (note.length > 200) refusals.add('note', 'long_note', 'Use at most 200 characters.');
  refusals.settle();
  return {
    commodityId: commodity?.id ?? 0,
    kind: input.kind as ReferenceRule['kind'],
    zone: input.zone === '' ? null : Number(input.zone),
    low,
    high: high ?? 0,
    validFrom: input.validFrom,
    validTo: input.validTo || null,
    regulation,
    note: note || null,
  };
}

function checkValidity({ validFrom, validTo }: ReferenceInput, refusals: Refusals): void {
  if (!isDay(validFrom)) refusals.add('validFrom', 'bad_day', 'Write the first day as YYYY-MM-DD.');
  if (validTo === '') return;
  if (!isDay(validTo)) refusals.add('validTo', 'bad_day', 'Write the last day as YYYY-MM-DD, or nothing.');
  else if (validTo < validFrom)
    refusals.add('validTo', 'ends_before_start', 'It cannot end before it begins.');
}

function readPrice(text: string, field: string, refusals: Refusals): number | null {
  const amount = parseRupiah(text);
  if (!amount.ok) {
    refusals.add(field, amount.code, amount.message);
    return null;
  }
  const price = Math.round(amount.rupiah);
  if (price >= LEAST && price <= MOST) return price;
  refusals.add(
    field,
    'strange_price',
    `A reference price lies between ${LEAST} and ${MOST} rupiah per unit.`,
  );
  return null;
}
