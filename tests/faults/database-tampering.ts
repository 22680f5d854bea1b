import { openTamperedWorld } from '../support/tampered-world';

/**
 * Changes values of a database in every column that the ledger answers for, one at a time, and prints what
 * became of it:
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
  for (let i = 0; i < total; i++) {
    const column = world.columns[i % world.columns.length];
    if (column === undefined) break;
    const { outcome, sql, verdict } = await world.attempt(column, seed + i);
    const name = `${column.table}.${column.column}`;
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
