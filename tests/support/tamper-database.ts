import type { Pool } from 'pg';
import type { Dice } from '../lib/ledger/tampering';

/** A column whose every bit the ledger answers for. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Which rows; all of them unless said otherwise. */
  readonly where: string;
}

export interface Sealed {
  readonly table: string;
  /** All of them unless said otherwise. */
  readonly columns?: readonly string[];
  readonly where?: string;
}

/** What a device, a person or an office said is sealed, and what was done; names of places are not. */
export const SEALED: readonly Sealed[] = [
  { table: 'observation' },
  { table: 'reading' },
  { table: 'later_verdict' },
  { table: 'review' },
  { table: 'ledger_run' },
  { table: 'ledger_tile' },
  { table: 'ledger_head', columns: ['size', 'frontier'] },
  { table: 'ledger_checkpoint' },
  { table: 'ledger_cosigned', columns: ['size', 'note'] },
  { table: 'ledger_salt' },
  { table: 'rollup_day' },
  { table: 'rollup_hour' },
  { table: 'market', columns: ['code', 'region_id'], where: 'id IN (SELECT market_id FROM observation)' },
  { table: 'commodity', columns: ['code', 'unit'], where: 'id IN (SELECT commodity_id FROM observation)' },
  { table: 'setting', columns: ['value'], where: `key = 'ledger.identity'` },
  {
    table: 'audit',
    columns: ['at', 'actor_kind', 'actor_id', 'action', 'subject', 'after'],
    where: `action = 'ledger.attest'`,
  },
  { table: 'audit', where: 'ledger_index IS NOT NULL' },
];

export async function sealedColumns(pool: Pool): Promise<readonly SealedColumn[]> {
  const { rows } = await pool.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS "table", column_name AS "column", udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = ANY($1) ORDER BY table_name, ordinal_position`,
    [SEALED.map(({ table }) => table)],
  );
  return SEALED.flatMap(({ table, columns, where = 'true' }) =>
    rows
      .filter((row) => row.table === table && (columns === undefined || columns.includes(row.column)))
      .map((row) => ({ ...row, where })),
  );
}

/** A changed value of the column as SQL, for one row. */
async function changed(pool: Pool, { table, column, type }: SealedColumn, ctid: string, dice: Dice) {
  const bit = (most: number) => dice.below(most);
  const { rows } = await pool.query<{ text: string | null; bytes: number }>(
    `SELECT ${column}::text AS text, octet_length(${type === 'bytea' ? column : `${column}::text`}) AS bytes
     FROM ${table} WHERE ctid = $1::tid`,
    [ctid],
  );
  const { text = null, bytes = 0 } = rows[0] ?? {};
  switch (type) {
    case 'int2':
      return text === null ? '1' : `${column} # ${1 << bit(14)}::int2`;
    case 'int4':
      return text === null ? '1' : `${column} # ${1 << bit(30)}`;
    case 'int8':
      return `${column} # (1::bigint << ${bit(40)})`;
    case 'float4':
      return text === null ? '1.5' : `'${flippedFloat(Number(text), bit(23))}'::float4`;
    case 'timestamptz':
      return `${column} + ${2 ** bit(34)} * interval '1 millisecond'`;
    case 'date':
      return `${column} + ${1 << bit(9)}`;
    case 'bytea':
      return bytes === 0
        ? `'x'::bytea`
        : `set_bit(${column}, ${bit(bytes * 8)}, 1 - get_bit(${column}, ${'BIT'}))`;
    case '_text':
      return dice.below(2) === 0 ? `array_append(${column}, 'x')` : `ARRAY['y'] || ${column}[2:]`;
    default: {
      if (text === null) return `'x'`;
      const at = bit(text.length);
      const other = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit(3)));
      return `'${(text.slice(0, at) + other + text.slice(at + 1)).replaceAll("'", "''")}'::${type}`;
    }
  }
}

/** Another float of four bytes: one bit of its fraction is the other one. */
function flippedFloat(value: number, bit: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint32(0, view.getUint32(0) ^ (1 << bit));
  return String(view.getFloat32(0));
}

/**
 * Changes one random row of a column, as somebody could who owns the database: guards are switched off.
 * @param alone a pool of one connection that is in a transaction
 * @returns what was done, null when the database itself refuses such a value or the value stayed the same
 */
export async function flipColumn(alone: Pool, sealed: SealedColumn, dice: Dice): Promise<string | null> {
  const { table, column, where } = sealed;
  const { rows } = await alone.query<{ ctid: string }>(
    `SELECT ctid::text FROM ${table} WHERE ${where} ORDER BY ctid`,
  );
  if (rows.length === 0) return null;
  const { ctid } = dice.pick(rows);
  const expression = await changed(alone, sealed, ctid, dice);
  const bit = /set_bit\(\w+, (\d+)/.exec(expression)?.[1] ?? '';
  const sql = `UPDATE ${table} SET ${column} = ${expression.replace('BIT', bit)} WHERE ctid = '${ctid}'`;
  try {
    await alone.query('SET LOCAL session_replication_role = replica');
    const before = await alone.query(`SELECT ${column}::text AS v FROM ${table} WHERE ctid = '${ctid}'`);
    const after = await alone.query(`${sql} RETURNING ${column}::text AS v`);
    return before.rows[0]?.v === after.rows[0]?.v ? null : sql.slice(0, 200);
  } catch {
    return null;
  }
}
