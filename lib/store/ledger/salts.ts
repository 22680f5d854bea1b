import type { PoolClient } from 'pg';

/**
 * The salt of a subject, made from `fresh` when it has none yet.
 * @param subject who is committed to, e.g. `user:ID`
 * @param fresh 16 random bytes
 */
export async function saltOf(client: PoolClient, subject: string, fresh: Uint8Array): Promise<Uint8Array> {
  await client.query(
    'INSERT INTO ledger_salt (subject, salt) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING',
    [subject, fresh],
  );
  const { rows } = await client.query<{ salt: Buffer }>('SELECT salt FROM ledger_salt WHERE subject = $1', [
    subject,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('a salt vanished');
  return Uint8Array.from(row.salt);
}
