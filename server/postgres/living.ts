import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Place } from './place';

const run = promisify(execFile);

type Running = Pick<Place, 'binaries' | 'data' | 'as'>;

/** One that recovers from a crash may take this long. */
const SETTLE_TRIES = 600;
const SETTLE_MS = 100;

/**
 * Port of the server that runs on this data folder now and takes connections; `null` when none does. One that is
 * still starting is waited for, and one that is stopping until it is gone: neither can be adopted.
 */
export async function livingPort(
  { binaries, data, as }: Running,
  asked?: AbortSignal,
): Promise<number | null> {
  await forgetZombie(data);
  for (let tries = 0; tries < SETTLE_TRIES; tries++) {
    asked?.throwIfAborted();
    const running = await run(binaries.pgCtl, ['status', '-D', data], { ...as, cwd: '/' }).then(
      () => true,
      () => false,
    );
    if (!running) return null;
    // Lines of the file: process, folder, start, port, sockets, address, memory, status.
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    const status = lines[7]?.trim();
    const port = Number(lines[3]);
    if (status === 'ready' && Number.isInteger(port) && port > 0) return port;
    // One that waits for its clients to leave would never end by itself.
    if (status === 'stopping') await stopCluster({ binaries, data, as }, 'fast').catch(() => undefined);
    await pause(SETTLE_MS);
  }
  throw new Error(
    `The built-in PostgreSQL on ${data} neither starts nor stops; its log lies beside that folder.`,
  );
}

/** Resolves once it is gone. @param mode `immediate` leaves it as a power cut would */
export async function stopCluster(
  { binaries, data, as }: Running,
  mode: 'fast' | 'immediate',
): Promise<void> {
  await run(binaries.pgCtl, ['stop', '-D', data, '-m', mode, '-w', '-t', '60'], { ...as, cwd: '/' });
}

/**
 * A killed server whose parent does not collect it, as in a container without an init, still has a process
 * number; PostgreSQL would take it for a living one. Linux tells the two apart.
 */
async function forgetZombie(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!(pid > 0)) return;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (/\) Z /.test(stat)) await rm(file, { force: true });
}
