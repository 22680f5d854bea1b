import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = `
import { createLog } from './lib/log';
const log = createLog('info', process.env.FOLDER);
for (let line = 0; line < 20; line++) {
  log.info({ line }, 'said');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.exit(0);`;

/** Takes no byte, as a terminal that was closed and a disk that is full. */
const FULL = '/dev/full';

it.skipIf(!existsSync(FULL))(
  'goes on in its file when the other place takes no lines, and ends nothing',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smp log '));
    const full = await open(FULL, 'w');
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM], {
      cwd: root,
      env: { ...process.env, FOLDER: folder },
      stdio: ['ignore', full.fd, 'pipe'],
    });
    try {
      let complaints = '';
      child.stderr?.on('data', (chunk) => {
        complaints += chunk;
      });
      const [code] = await once(child, 'exit');
      expect(code, complaints).toBe(0);
      const [file = ''] = await readdir(folder);
      const lines = (await readFile(join(folder, file), 'utf8')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).line)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    } finally {
      await full.close();
      await rm(folder, { recursive: true });
    }
  },
);
