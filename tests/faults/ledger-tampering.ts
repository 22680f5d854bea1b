import { tamper } from '../lib/ledger/tampering';

/**
 * Tampers with a published ledger in every known way and prints what became of it:
 *
 *     npx tsx tests/faults/ledger-tampering.ts [HOW_MANY] [SEED]
 *
 * Exits 1 when a single tampering was believed.
 */
async function main(): Promise<void> {
  const [total = 10_000, seed = 1] = process.argv.slice(2).map(Number);
  const tallies = await tamper(total, seed);
  console.table(Object.fromEntries(tallies));
  const accepted = [...tallies.values()].reduce((sum, tally) => sum + tally.accepted, 0);
  console.log(`${total} tamperings (seed ${seed}): ${accepted} accepted`);
  process.exitCode = accepted === 0 ? 0 : 1;
}

void main();
