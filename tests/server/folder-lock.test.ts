import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { tryLock } from '@/server/folder-lock';
import { freeWords, holderWords } from '@/server/holder';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('folder lock');
const fresh = () => join(mkdtempSync(join(root, 'held ')), 'lock');
/** Only Linux tells when a process began, and that it waits to be collected. */
const isLinux = existsSync('/proc/self/stat');

/** A lock of this process, with something of what it says changed. */
async function left(change: (said: string) => string): Promise<string> {
  const path = fresh();
  await tryLock(path);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return path;
}
const ofProcess = (pid: number | undefined) => (said: string) => said.replace(/^\d+/, String(pid));

/** There its number may well be one that here nobody has, or somebody else. */
const ofAnotherHost = (said: string) => ofProcess(99_999_999)(said).replace(/\n.*$/, '\nanother-host');

describe('a folder', () => {
  it('that a living process has is refused with who that is and since when, until it is given back', async () => {
    const path = fresh();
    const before = Date.now();
    const release = await tryLock(path);
    const second = await tryLock(path);
    expect(second).toMatchObject({ pid: process.pid, host: hostname(), since: expect.any(Number) });
    if (typeof second === 'function' || typeof release !== 'function') throw new Error('it was shared');
    expect(second.since).toBeGreaterThan(before - 5_000);
    expect(holderWords(second)).toMatch(new RegExp(`^process ${process.pid} \\(since 2.*Z\\)$`));
    await release();
    expect(await tryLock(path)).toBeTypeOf('function');
  });

  it('that a process had which has ended is taken over', async () => {
    const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(ended, 'exit');
    expect(await tryLock(await left(ofProcess(ended.pid)))).toBeTypeOf('function');
  });

  it.runIf(isLinux)('that a process had whose number is another one’s by now is taken over', async () => {
    const path = await left((said) => said.replace(/ \d+\n/, ' 1\n'));
    expect(await tryLock(path)).toBeTypeOf('function');
  });

  it.runIf(isLinux)('that a process had which nobody collected after its end is taken over', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    try {
      const [said] = await once(parent.stdout, 'data');
      const pid = Number(String(said));
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8');
      await vi.waitFor(() => expect(stat()).toContain(') Z '), { timeout: 10_000 });
      const born = stat().split(') ')[1]?.split(' ')[19];
      const path = await left((own) => ofProcess(pid)(own).replace(/ \d+\n/, ` ${born}\n`));
      expect(await tryLock(path)).toBeTypeOf('function');
    } finally {
      parent.kill();
    }
  });

  it('that a process of another host has is not taken over by one who cannot see whether that lives', async () => {
    const path = await left(ofAnotherHost);
    const holder = await tryLock(path);
    expect(holder).toMatchObject({ pid: 99_999_999, host: 'another-host' });
    if (typeof holder === 'function') throw new Error('it was taken');
    expect(holderWords(holder)).toContain('process 99999999 of the host another-host (since');
    expect(freeWords(holder, path)).toContain(`cannot be seen from here, the host ${hostname()}`);
    expect(freeWords(holder, path)).toContain(`delete ${path}`);
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  it('whose database is started from another host is not waited for', async () => {
    const lock = await left(ofAnotherHost);
    const folder = mkdtempSync(join(root, 'data '));
    writeFileSync(join(folder, 'postgres-start.lock'), readFileSync(lock));
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow(
      /of the host another-host .*is starting the built-in PostgreSQL.*delete .*postgres-start\.lock/,
    );
    expect(readdirSync(folder)).toEqual(['postgres-start.lock']);
  });
});
