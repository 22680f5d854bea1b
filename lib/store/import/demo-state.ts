import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Db } from '../prisma-client';

const KEY = 'demo';

/** What must be known of the simulated country to draw the same one again. */
const schema = z.object({
  seed: z.int(),
  markets: z.int().positive(),
  /** ISO date: every market has a price of every commodity on each day up to it. `null` before the first. */
  filledTo: z.iso.date().nullable(),
});

export type DemoState = z.output<typeof schema>;

/** @returns `null` when this database has no simulated country */
export async function readDemoState(db: Pick<Db, 'setting'>): Promise<DemoState | null> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  return row === null ? null : schema.parse(row.value);
}

export async function writeDemoState(db: Pick<Db, 'setting'>, state: DemoState): Promise<void> {
  await db.setting.upsert({
    where: { key: KEY },
    create: { key: KEY, value: state },
    update: { value: state },
  });
}

/** The first time, in a transaction. */
export async function insertDemoState(client: PoolClient, state: DemoState): Promise<void> {
  await client.query('INSERT INTO setting (key, value) VALUES ($1, $2)', [KEY, JSON.stringify(state)]);
}
