import { Client } from 'pg';
import { withSchemaEngine } from './schema-engine';

/**
 * The SQL that makes an empty database into schema.prisma, as Prisma's own engine writes it; the text of
 * a first migration and the yardstick for the later ones.
 *
 * @param url any reachable database; nothing is written to it
 */
export async function schemaSql(url: string, schema: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await withSchemaEngine(url, { scripts: client, schema }, (engine) =>
      engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return result.stdout ?? '';
  } finally {
    await client.end();
  }
}
