import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from '@/server/build/ensure-build';

/**
 * `npm test`: every check in order of cost, then one line that counts them. A check that fails does not keep
 * the others from running. With arguments, only the suites named (unit database http e2e faults).
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

interface Tally {
  passed: number;
  failed: number;
}

const CHECKS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'format and lint', command: [bin('biome'), 'ci', '.'] },
  {
    name: 'layers',
    command: [bin('depcruise'), 'app', 'components', 'device', 'lib', 'server', 'prisma', 'tests', 'bench'],
  },
  { name: 'types', command: [bin('tsc'), '--noEmit', '-p', '.'] },
  { name: 'unused code', command: [bin('knip')] },
];

const SUITES = ['unit', 'database', 'http', 'e2e', 'faults'] as const;

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const tally: Tally = { passed: 0, failed: 0 };
  if (wanted.length === 0)
    for (const check of CHECKS) await count(tally, check.name, () => run(check.command));
  const built = await count(tally, 'pages build', () => ensureBuild(root).then(() => true));
  for (const suite of SUITES) {
    if (wanted.length > 0 && !wanted.includes(suite)) continue;
    if (!built && suite !== 'unit' && suite !== 'database') continue;
    await vitest(tally, suite);
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 ? 0 : 1);
}

async function count(tally: Tally, name: string, work: () => Promise<boolean>): Promise<boolean> {
  const startedAt = performance.now();
  const good = await work().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  tally[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? '✓' : '✗'} ${name} (${seconds(startedAt)})`);
  return good;
}

/** Runs one suite and counts its tests; a suite that ends badly without a failing test is one failure. */
async function vitest(tally: Tally, suite: string): Promise<void> {
  const startedAt = performance.now();
  const output = join(root, '.cache', `tests-${suite}.json`);
  await rm(output, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${output}`];
  const good = await run([bin('vitest'), 'run', '--project', suite, '--passWithNoTests', ...reporters]);
  const result = await readFile(output, 'utf8').then(
    (text) => JSON.parse(text) as { numPassedTests: number; numFailedTests: number; numPendingTests: number },
    () => ({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }),
  );
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests;
  if (!good && result.numFailedTests === 0) tally.failed += 1;
  const skipped = result.numPendingTests > 0 ? `, ${result.numPendingTests} not run` : '';
  console.log(
    `${good ? '✓' : '✗'} ${suite}: ${result.numPassedTests} passed${skipped} (${seconds(startedAt)})`,
  );
}

function run(command: readonly string[]): Promise<boolean> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

void main();
