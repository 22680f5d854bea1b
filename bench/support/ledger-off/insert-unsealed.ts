import type { QueryConfig } from 'pg';
import { insertRows as insertAll, type Rows } from '@/lib/store/river/insert-rows';

/** The part of the statement that writes leaves; its parameters stay, as empty texts that nobody reads. */
const LEAVES = /, sealed AS \(\s*INSERT INTO ledger_run[\s\S]*?\n\)(?=,|\s*SELECT CASE)/;

const shortened = new Map<string, string>();

/** The river's statements without their leaves. */
export function insertRows(rows: Rows): QueryConfig {
  const query = insertAll(rows);
  const name = `${query.name}-unsealed`;
  const text = shortened.get(name) ?? withoutLeaves(query.text);
  shortened.set(name, text);
  return { ...query, name, text };
}

function withoutLeaves(text: string): string {
  const short = text
    .replace(LEAVES, '')
    .replace(
      /frontier = \$37 RETURNING id/,
      'frontier = $37 AND $31::text[] IS NOT NULL AND $34::text IS NOT NULL AND $35::text IS NOT NULL RETURNING id',
    );
  if (short.includes('ledger_run') || !short.includes('NULL RETURNING id') || !sameRollups(short, text)) {
    throw new Error('the statement is another than it was');
  }
  return short;
}

function sameRollups(short: string, text: string): boolean {
  return short.includes('rollup_day_above') === text.includes('rollup_day_above');
}
