import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Everything that the pages are made of. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'next.config.ts',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = '.next/smp-build';
const MAX_ATTEMPTS = 60;
const WAIT_MS = 3_000;

/**
 * Builds the pages unless they were built from exactly these sources before.
 *
 * @param asked aborted when it shall be given up
 * @throws Error with the end of the build's output when it fails
 */
export async function ensureBuild(root: string, asked?: AbortSignal): Promise<boolean> {
  const digest = await digestOf(root);
  for (let attempt = 1; ; attempt++) {
    const held = await readFile(join(root, STAMP), 'utf8').catch(() => null);
    if (held === digest && existsSync(join(root, '.next/BUILD_ID'))) return false;
    try {
      // What is half built belongs to no sources.
      await rm(join(root, STAMP), { force: true });
      await build(root, asked);
      await writeFile(join(root, STAMP), digest);
      return true;
    } catch (error) {
      // Another start may be building the same pages: its result will do.
      if (attempt === MAX_ATTEMPTS || !/already running/.test(String(error))) throw error;
      await setTimeout(WAIT_MS, undefined, { signal: asked });
    }
  }
}

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesUnder(root, source))
      hash.update(file).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

async function filesUnder(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => null);
  if (entries === null) return existsSync(join(root, path)) ? [path] : [];
  const nested = await Promise.all(
    entries.map((e) => (e.isDirectory() ? filesUnder(root, join(path, e.name)) : [join(path, e.name)])),
  );
  return nested.flat().sort();
}

function build(root: string, asked?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: asked,
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages did not build. The end of the output:\n${output}`));
    });
  });
}
