import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const results = join(dirname(dirname(fileURLToPath(import.meta.url))), 'results');

/** Prints a table and keeps it, with the machine it was measured on, in `bench/results/NAME.json`. */
export async function report(
  name: string,
  rows: readonly Readonly<Record<string, string | number>>[],
): Promise<void> {
  console.log(`\n${name}`);
  console.table(rows);
  await mkdir(results, { recursive: true });
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const text = JSON.stringify({ name, measuredAt: new Date().toISOString(), machine, rows }, null, 2);
  await writeFile(join(results, `${name}.json`), `${text}\n`);
}
