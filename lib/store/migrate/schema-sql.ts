import { Client } from 'pg';
import { openSchemaEngine } from './schema-engine';

/**
 * The SQL that makes an empty database into schema.prisma, as Prisma's own engine writes it; the text of
 * a first migration and the yardstick for the later ones.
 *
 * @param url any reachable database; nothing is written to it
 */
export async function schemaSql(url: string, schema: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const engine = await openSchemaEngine(url, client, schema);
  try {
    const result = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? '';
  } finally {
    engine.free();
    await client.end();
  }
}
