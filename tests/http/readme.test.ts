import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ready = hasShell();

/** Every error of a command ends the script; an answer that is no success is an error. */
const PREFACE = `set -euo pipefail
curl() { command curl -sS --fail-with-body "$@"; echo; }
`;

function hasShell(): boolean {
  try {
    execFileSync('bash', ['-c', 'command -v curl']);
    return true;
  } catch {
    if (process.env.CI) throw new Error('the README is followed with bash and curl; one of them is missing');
    console.log('the README was not followed: bash or curl is missing');
    return false;
  }
}

/** The commands of a chapter as a reader would copy them, in order. */
async function commandsOf(chapter: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const start = readme.indexOf(`\n## ${chapter}\n`);
  expect(start, `the README has no chapter "${chapter}"`).toBeGreaterThan(0);
  const end = readme.indexOf('\n## ', start + 4);
  const blocks = [...readme.slice(start, end).matchAll(/```sh\n(.*?)```/gs)].map((m) => m[1]);
  expect(blocks.length).toBeGreaterThan(2);
  return blocks.join('\n');
}

describe.skipIf(!ready)('the five-minute tour of the README', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'smp readme '));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('runs to the letter', async () => {
    const tour = await commandsOf('Five minutes with curl');
    const script = PREFACE + tour.replaceAll('http://localhost:3000', inject('serverUrl'));
    const env = { ...process.env, DATABASE_URL: inject('serverDatabaseUrl'), SMP_DATA_DIR: dataDir };
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: root, env });
    expect(stdout).toContain('"name":"cabai"');
    expect(stdout).toContain('"commodity":"cabai-merah-keriting"');
    expect(stdout).toContain('"forecast_7d"');
    expect(stdout).toContain('c2sp.org/tlog-proof@v1');
    expect(stdout).toMatch(
      /"ledger_index":\d+,"document_hash":"[0-9a-f]{64}","proof":"\/ledger\/proof\/\d+"/,
    );
  });
});
