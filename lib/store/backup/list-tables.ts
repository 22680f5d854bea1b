import type { ClientBase } from 'pg';

/** A table with everything of it that is stored and not computed. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Which migration was applied is told apart from the tables. */
const MIGRATIONS = '_prisma_migrations';

/** Every table of the platform, those that others refer to before them. */
export async function listTables(client: ClientBase): Promise<readonly StoredTable[]> {
  const tables = await client.query<StoredTable>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> $1 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [MIGRATIONS],
  );
  const references = await client.query<{ child: string; parent: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`,
  );
  const parents = grouped(references.rows);
  const byName = new Map(tables.rows.map((table) => [table.name, table]));
  const ordered = new Set<StoredTable>();
  const visit = (table: StoredTable, above: ReadonlySet<string>) => {
    if (above.has(table.name)) throw new Error(`tables refer to each other in a circle at ${table.name}`);
    for (const name of parents.get(table.name) ?? []) {
      const parent = byName.get(name.replaceAll('"', ''));
      if (parent !== undefined && !ordered.has(parent)) visit(parent, new Set([...above, table.name]));
    }
    ordered.add(table);
  };
  for (const table of tables.rows) visit(table, new Set());
  return [...ordered];
}

/** Names of the migrations that were applied, in order. */
export async function listMigrations(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${MIGRATIONS} WHERE finished_at IS NOT NULL ORDER BY migration_name`,
  );
  return rows.map((row) => row.name);
}

function grouped(rows: readonly { child: string; parent: string }[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { child, parent } of rows) {
    const known = parents.get(child);
    if (known === undefined) parents.set(child, [parent]);
    else known.push(parent);
  }
  return parents;
}

/** A name as SQL writes it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
