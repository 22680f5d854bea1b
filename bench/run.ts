import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm run bench -- NAME…`: runs the named tables, or all of them. */
const folder = dirname(fileURLToPath(import.meta.url));

async function main(): Promise<void> {
  const files = await readdir(folder);
  const known = files.filter((f) => f.endsWith('.ts') && f !== 'run.ts').map((f) => f.slice(0, -3));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no table ${unknown.join(', ')}. Tables: ${known.join(', ')}`);
    process.exit(2);
  }
  for (const name of wanted.length > 0 ? wanted : known) {
    const table = (await import(`./${name}.ts`)) as { run: () => Promise<unknown> };
    await table.run();
  }
  process.exit(0);
}

void main();
