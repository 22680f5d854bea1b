import type { Pool } from 'pg';
import { appendLeaves, EMPTY_FRONTIER, encodeFrontier } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { formatNote, parseNote } from '@/lib/ledger/note';
import { readFrontier } from '@/lib/ledger/prove';
import { signText } from '@/lib/ledger/signatures';
import { storedTree } from '@/lib/services/ledger-tree';
import type { Dice } from '../lib/ledger/tampering';
import { SEALED, type Sealed } from './tamper-database';

const STRANGER = ed25519Signer(nodeSha256, 'ledger.example/prices', new Uint8Array(32).fill(99));

/** Of the head there is one row, and places and goods are no rows that the ledger counts. */
const ONE_OR_NAMED = ['ledger_head', 'market', 'commodity', 'setting'];
const COUNTED = SEALED.filter(({ table }) => !ONE_OR_NAMED.includes(table));
/** Checkpoints are thinned: those that go are prefixes of those that stay. */
const KEPT = [...COUNTED.filter(({ table }) => table !== 'ledger_checkpoint'), ofTable('setting')];
/** A salt that nothing is made with says nothing. */
const FULL = COUNTED.filter(({ table }) => table !== 'ledger_salt');
const DATED = COUNTED.filter(({ table }) => !['ledger_cosigned', 'ledger_salt'].includes(table));
const NOTES = ['ledger_checkpoint', 'ledger_cosigned'];

function ofTable(name: string): Sealed {
  const [sealed] = SEALED.filter(({ table }) => table === name);
  if (sealed === undefined) throw new Error(`${name} is not sealed`);
  return sealed;
}

type Change = (alone: Pool, dice: Dice) => Promise<string | null>;

/** What somebody who owns the database can do beyond changing one value. Each says what it did; null: nothing. */
export const ROW_KINDS = {
  'delete a row': async (alone, dice) => {
    const sealed = dice.pick(KEPT);
    const [row] = await someRows(alone, sealed, 1, dice);
    return row === undefined ? null : run(alone, `DELETE FROM ${sealed.table} WHERE ctid = '${row}'`);
  },
  'insert a row': async (alone, dice) => {
    const sealed = dice.pick(FULL);
    const [row] = await someRows(alone, sealed, 1, dice);
    const { column, type } = dice.pick(await columnsOf(alone, sealed.table, 'key'));
    const others: Readonly<Record<string, string>> = {
      int8: `"${column}" + ${1 + dice.below(2_000)}`,
      int4: `"${column}" + ${1 + dice.below(50)}`,
      int2: `"${column}" + 1`,
      timestamptz: `"${column}" + interval '1 day'`,
      date: `"${column}" + 1`,
      text: `"${column}" || 'x'`,
    };
    const other = others[type];
    if (other === undefined) return null;
    return run(
      alone,
      `INSERT INTO ${sealed.table} SELECT (jsonb_populate_record(r, jsonb_build_object('${column}', ${other}))).*
       FROM ${sealed.table} r WHERE ctid = '${row}'`,
    );
  },
  'put two rows in each other’s place': async (alone, dice) => {
    const sealed = dice.pick(COUNTED);
    const [a, b] = await someRows(alone, sealed, 2, dice);
    const open = (await columnsOf(alone, sealed.table, 'other')).filter(
      ({ column }) => sealed.columns?.includes(column) ?? true,
    );
    if (a === undefined || b === undefined || open.length === 0) return null;
    const { column } = dice.pick(open);
    return run(
      alone,
      `UPDATE ${sealed.table} x SET "${column}" = y."${column}" FROM ${sealed.table} y
       WHERE x.ctid IN ('${a}', '${b}') AND y.ctid IN ('${a}', '${b}') AND x.ctid <> y.ctid
       AND x."${column}" IS DISTINCT FROM y."${column}"`,
    );
  },
  'cut off the end': async (alone, dice) => {
    const sealed = dice.pick(KEPT);
    const key = (await columnsOf(alone, sealed.table, 'key'))
      .map(({ column }) => `"${column}" DESC`)
      .join(', ');
    const { table, where = 'true' } = sealed;
    return run(
      alone,
      `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE ${where} ORDER BY ${key}
       LIMIT ${1 + dice.below(20)})`,
    );
  },
  'empty a table': async (alone, dice) => {
    const { table, where = 'true' } = dice.pick(KEPT);
    return run(alone, `DELETE FROM ${table} WHERE ${where}`);
  },
  'back-date a row': async (alone, dice) => {
    const sealed = dice.pick(DATED);
    const [row] = await someRows(alone, sealed, 1, dice);
    const dates = (await columnsOf(alone, sealed.table, 'every')).filter(
      ({ type }) => type === 'timestamptz',
    );
    if (dates.length === 0) return null;
    const hours = 1 + dice.below(24 * 30);
    const set = dates.map(({ column }) => `"${column}" = "${column}" - interval '${hours} hours'`).join(', ');
    return run(alone, `UPDATE ${sealed.table} SET ${set} WHERE ctid = '${row}'`);
  },
  'swap signatures': async (alone, dice) => {
    const table = dice.pick(NOTES);
    const [a, b] = await someRows(alone, ofTable(table), 2, dice);
    return run(
      alone,
      `UPDATE ${table} x SET note = split_part(x.note, E'\\n\\n', 1) || E'\\n\\n' || split_part(y.note, E'\\n\\n', 2)
       FROM ${table} y WHERE x.ctid = '${a}' AND y.ctid = '${b}'`,
    );
  },
  'replace the checkpoint by one of a stranger’s key': async (alone, dice) => {
    const table = dice.pick(NOTES);
    const [row] = await someRows(alone, ofTable(table), 1, dice);
    const { rows } = await alone.query<{ note: string }>(`SELECT note FROM ${table} WHERE ctid = '${row}'`);
    const { text, signatures } = parseNote(rows[0]?.note ?? '');
    const forged = signText(STRANGER, text, 1_700_000_000);
    const note = formatNote({
      text,
      signatures: [forged, ...signatures.slice(dice.below(2) * signatures.length)],
    });
    return run(alone, `UPDATE ${table} SET note = '${note}' WHERE ctid = '${row}'`);
  },
  'fork: a leaf and its price are rewritten, and the head fits': forked,
  'roll back: leaves, checkpoints and the head': rolledBack,
} satisfies Readonly<Record<string, Change>>;

export type RowKind = keyof typeof ROW_KINDS;

/**
 * Does one of these, as somebody could who owns the database: guards are switched off.
 * @param alone a pool of one connection that is in a transaction
 * @returns what was done, null when the database itself refuses it or nothing changed
 */
export async function tamperRows(alone: Pool, kind: RowKind, dice: Dice): Promise<string | null> {
  await alone.query('SET LOCAL session_replication_role = replica');
  return ROW_KINDS[kind](alone, dice);
}

async function run(alone: Pool, sql: string): Promise<string | null> {
  try {
    const { rowCount } = await alone.query(sql);
    return rowCount === 0 ? null : sql.slice(0, 300);
  } catch {
    return null;
  }
}

async function someRows(alone: Pool, { table, where = 'true' }: Sealed, most: number, dice: Dice) {
  const { rows } = await alone.query<{ ctid: string }>(
    `SELECT ctid::text FROM ${table} WHERE ${where} ORDER BY ctid`,
  );
  const picked: string[] = [];
  while (picked.length < most && rows.length > 0) {
    picked.push(...rows.splice(dice.below(rows.length), 1).map(({ ctid }) => ctid));
  }
  return picked;
}

async function columnsOf(alone: Pool, table: string, which: 'key' | 'other' | 'every') {
  const { rows } = await alone.query<{ column: string; type: string; key: boolean }>(
    `SELECT a.attname AS "column", t.typname AS type, COALESCE(a.attnum = ANY(i.indkey), false) AS key
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = '${table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY a.attnum`,
  );
  return rows.filter(({ key }) => which === 'every' || key === (which === 'key'));
}

async function forked(alone: Pool, dice: Dice): Promise<string | null> {
  const { rows } = await alone.query<{ id: number; size: number }>(
    `SELECT l.id::float8 AS id, h.size::float8 AS size FROM ledger_leaf l, ledger_head h
     WHERE convert_from(l.entry, 'UTF8') ~ '"price":[0-9]' ORDER BY l.id`,
  );
  const tree = storedTree(alone, 0);
  const entries: Uint8Array[] = [];
  for (let i = 0; i < (rows[0]?.size ?? 0); i++) entries.push((await tree.entry(i)) ?? new Uint8Array(0));
  const index = dice.pick(rows).id;
  const forgedText = textOf(entries[index]).replace(/"price":\d+/, `"price":${1 + dice.below(99_999)}`);
  entries[index] = Buffer.from(forgedText);
  const hashes = entries.map((entry) => leafHash(nodeSha256, entry));
  const head = appendLeaves(nodeSha256, EMPTY_FRONTIER, hashes);
  const price = /"price":(\d+)/.exec(forgedText)?.[1];
  await alone.query('UPDATE observation SET price = $2 WHERE id = $1', [index, price]);
  await alone.query('UPDATE ledger_head SET frontier = $1', [Buffer.from(encodeFrontier(head))]);
  await alone.query(
    `UPDATE ledger_run r SET entries = (
       SELECT string_agg(CASE WHEN r.id + u.nth - 1 = $1 THEN $2 ELSE u.entry END, chr(31) ORDER BY u.nth)
       FROM unnest(string_to_array(r.entries, chr(31))) WITH ORDINALITY AS u (entry, nth))
     WHERE r.id <= $1 AND r.id + r.n > $1`,
    [index, forgedText],
  );
  return `leaf ${index} says ${price}`;
}

const textOf = (entry: Uint8Array | undefined) => Buffer.from(entry ?? []).toString();

async function rolledBack(alone: Pool, dice: Dice): Promise<string | null> {
  const { rows } = await alone.query<{ size: number }>(
    `SELECT size::float8 AS size FROM ledger_checkpoint c WHERE size < (SELECT max(size) FROM ledger_checkpoint)
     AND size > (SELECT COALESCE(max(id) + 1, 0) * 256 FROM ledger_tile WHERE level = -1) ORDER BY c.size`,
  );
  if (rows.length === 0) return null;
  const { size } = dice.pick(rows);
  const frontier = Buffer.from(encodeFrontier(await readFrontier(storedTree(alone, 0), size)));
  await alone.query('DELETE FROM ledger_run WHERE id >= $1', [size]);
  await alone.query('DELETE FROM ledger_checkpoint WHERE size > $1', [size]);
  await alone.query('DELETE FROM ledger_cosigned WHERE size > $1', [size]);
  await alone.query('DELETE FROM audit WHERE ledger_index >= $1', [size]);
  await alone.query('UPDATE ledger_head SET size = $1, frontier = $2', [size, frontier]);
  return `rolled back to ${size} leaves`;
}
