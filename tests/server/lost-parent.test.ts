import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { logSigner } from '../lib/ledger/published-log';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('stops what npm started once the shell between them died of the signal', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'smp-parent-'));
  // What follows keeps the shell from making way for the program, as shells that npm uses do not.
  const line = '"$0" server/start.mjs smp witness --name w/1 --log "$1" --port 0 --dir "$2"; true';
  const key = formatVerifierKey(logSigner.key);
  const shell = spawn('sh', ['-c', line, process.execPath, key, folder], {
    cwd: root,
    env: { ...process.env, npm_lifecycle_event: 'smp' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [said] = await once(shell.stdout, 'data');
    expect(String(said)).toContain('w/1');
    shell.kill('SIGTERM');
    // Everybody who holds the pipe has ended, not the shell alone.
    await once(shell, 'close', { signal: AbortSignal.timeout(10_000) });
  } finally {
    await rm(folder, { recursive: true });
  }
});
