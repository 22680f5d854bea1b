import { ROW_KINDS, type RowKind } from '../support/tamper-rows';
import { openTamperedWorld } from '../support/tampered-world';

/**
 * Changes values of a database in every column that the ledger answers for, one at a time, and in every other turn
 * does one of the larger things that its owner could do; prints what became of it:
 *
 *     npx tsx tests/faults/database-tampering.ts [HOW_MANY] [SEED]
 *
 * Exits 1 when a single change was believed, or ended the check without a word about it.
 */
async function main(): Promise<void> {
  const [total = 10_000, seed = 1] = process.argv.slice(2).map(Number);
  const world = await openTamperedWorld();
  const tallies: Record<string, Record<string, number>> = {};
  let believed = 0;
  const kinds = Object.keys(ROW_KINDS) as RowKind[];
  for (let i = 0; i < total; i++) {
    const column = world.columns[(i >> 1) % world.columns.length];
    const kind = kinds[(i >> 1) % kinds.length];
    if (column === undefined || kind === undefined) break;
    const flips = i % 2 === 0;
    const { outcome, sql, verdict } = await (flips
      ? world.attempt(column, seed + i)
      : world.attemptKind(kind, seed + i));
    const name = flips ? `${column.table}.${column.column}` : kind;
    const tally = tallies[name] ?? {};
    tallies[name] = { ...tally, [outcome]: (tally[outcome] ?? 0) + 1 };
    if (outcome === 'found' || outcome === 'refused by the database') continue;
    believed++;
    console.log(`${outcome}: ${sql} ${JSON.stringify(verdict)}`);
  }
  console.table(tallies);
  console.log(`${total} changes (seed ${seed}): ${believed} believed or not named`);
  await world.close();
  process.exitCode = believed === 0 ? 0 : 1;
}

void main();
