import type { Actor } from '@/lib/auth/actor';
import { type RefusedCell, readMacroCsv } from '@/lib/ingest/macro-csv';
import { isoToDay } from '@/lib/market/calendar';
import { type MacroValue, macroKind, readFigure, readMonth } from '@/lib/market/macro';
import { deleteMacro, findMacro, readMacro, writeMacro } from '@/lib/store/catalog/macro-rows';
import { publicationDay } from './board-facts';
import { changeMasterData, type MasterDeps, NATION } from './change-master-data';
import { collectRefusals, refusal, tidy } from './refusals';

/** One value as a form sends it; an empty value means that nothing is known for the month. */
export interface MacroInput {
  readonly name: string;
  readonly month: string;
  readonly value: string;
  readonly source: string;
  /** ISO date, or empty. */
  readonly statedOn: string;
}

/** Finds what stands against it, before anybody is asked whether to save it. @throws as `saveMacro` */
export async function checkMacro(
  { clock, pool }: Pick<MasterDeps, 'clock' | 'pool'>,
  input: MacroInput,
): Promise<void> {
  const { key, value } = readInput(input, publicationDay(clock));
  if (value === null && (await findMacro(pool, key.name, key.month)) === null) throw nothingHeld();
}

const nothingHeld = () => refusal('value', 'no_figure', 'There is no value for this month; write one.');

/** Sets or takes away one value. @throws SmpError INVALID naming each field, FORBIDDEN */
export async function saveMacro(
  deps: MasterDeps,
  actor: Actor,
  input: MacroInput,
  requestId: string | null,
): Promise<void> {
  const { key, value } = readInput(input, publicationDay(deps.clock));
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = await findMacro(client, key.name, key.month);
    const subject = `macro:${key.name}:${key.month}`;
    if (value === null) {
      if (held === null) throw nothingHeld();
      await deleteMacro(client, key.name, key.month);
      return { action: 'macro.remove', subject, before: held, after: null };
    }
    await writeMacro(client, [value]);
    return { action: 'macro.set', subject, before: held, after: value };
  });
}

export interface MacroImport {
  readonly saved: number;
  /** Of those, how many were the same before. */
  readonly unchanged: number;
  readonly refused: readonly RefusedCell[];
}

/**
 * Takes in a CSV file of values. Rows that cannot be taken are named; the others are saved all the same.
 *
 * @throws SmpError INVALID for a file that is no such table, FORBIDDEN
 */
export async function importMacro(
  deps: MasterDeps,
  actor: Actor,
  file: { readonly text: string; readonly source: string; readonly statedOn: string },
  requestId: string | null,
): Promise<MacroImport> {
  const today = publicationDay(deps.clock);
  const refusals = collectRefusals();
  const statedOn = readStated(file.statedOn, today);
  if (statedOn === undefined) refusals.add('statedOn', 'bad_day', 'Write the day as YYYY-MM-DD, or nothing.');
  refusals.settle();
  const usual = { source: tidy(file.source).slice(0, 120), statedOn: statedOn ?? null };
  const read = readMacroCsv(file.text, usual, today.slice(0, 7));
  if (!read.ok) throw refusal('file', read.why, 'The file is not a CSV table of months and indicators.');
  if (read.values.length === 0) return { saved: 0, unchanged: 0, refused: read.refused };
  let unchanged = 0;
  await changeMasterData(deps, actor, NATION, requestId, async (client) => {
    const held = new Map((await readMacro(client)).map((v) => [`${v.name} ${v.month}`, v]));
    const before = read.values.flatMap((v) => held.get(`${v.name} ${v.month}`) ?? []);
    unchanged = read.values.filter((v) => held.get(`${v.name} ${v.month}`)?.value === v.value).length;
    await writeMacro(client, read.values);
    const after = { values: read.values, refused: read.refused.length };
    return { action: 'macro.import', subject: 'macro', before: { values: before }, after };
  });
  return { saved: read.values.length, unchanged, refused: read.refused };
}

function readInput(input: MacroInput, today: string) {
  const refusals = collectRefusals();
  const kind = macroKind(input.name);
  const month = readMonth(input.month);
  if (kind === null) refusals.add('name', 'unknown_name', 'Choose an indicator.');
  if (month === null) refusals.add('month', 'no_month', 'Write the month as YYYY-MM.');
  else if (month > today.slice(0, 7)) refusals.add('month', 'future_month', 'This month has not begun yet.');
  const figure = readFigure(input.value);
  const empty = input.value.trim() === '';
  if (!empty && figure === null) refusals.add('value', 'not_a_figure', 'Write a plain number.');
  else if (figure !== null && kind !== null && (figure < kind.least || figure > kind.most))
    refusals.add('value', 'strange_figure', `It lies between ${kind.least} and ${kind.most}.`);
  const source = tidy(input.source);
  if (!empty && (source.length < 2 || source.length > 120))
    refusals.add('source', 'no_source', 'Name the source in 2 to 120 letters.');
  const statedOn = readStated(input.statedOn, today);
  if (statedOn === undefined) refusals.add('statedOn', 'bad_day', 'Write the day as YYYY-MM-DD, or nothing.');
  refusals.settle();
  const key = { name: kind?.name ?? '', month: month ?? '' };
  const value: MacroValue | null =
    empty || figure === null ? null : { ...key, value: figure, source, statedOn: statedOn ?? null };
  return { key, value };
}

/** `undefined` for what is no day, or one to come. */
function readStated(text: string, today: string): string | null | undefined {
  if (text === '') return null;
  try {
    return isoToDay(text) <= isoToDay(today) ? text : undefined;
  } catch {
    return undefined;
  }
}
