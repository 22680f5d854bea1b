import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Release, tryLock } from '../folder-lock';
import { copyBinaries, findBinaries, type PostgresBinaries } from './binaries';
import { findHome } from './home';
import { ensureCluster } from './make-cluster';
import { canReach, findRunAs, type RunAs } from './run-as';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Address of the database `smp`. */
  readonly url: string;
  /** True when a server of an earlier, killed process was found alive and taken over. */
  readonly adopted: boolean;
  /** Starts it again at the same address when it was killed; does nothing while it runs. */
  revive(): Promise<void>;
  /** @param mode `immediate` leaves it as a power cut would */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

/** Loopback only; durable as any production server; sized for a small machine. */
const SETTINGS = [
  '-c listen_addresses=127.0.0.1',
  "-c unix_socket_directories=''",
  '-c max_connections=60',
  '-c shared_buffers=256MB',
  '-c max_wal_size=2GB',
  '-c checkpoint_timeout=15min',
  '-c wal_compression=on',
  '-c jit=off',
  '-c log_min_messages=warning',
];

export interface StartOptions {
  /** Aborted when the start shall be given up. Nothing runs then that did not run before. */
  readonly asked?: AbortSignal | undefined;
  /** Told once of the process that is making or starting the same database and is waited for. */
  readonly onWait?: (holder: number) => void;
}

/**
 * A real PostgreSQL in `dataDir`, made on first use. A server that a killed parent left behind is adopted:
 * the data folder is never opened twice, PostgreSQL's own lock sees to that. Of several starts at once one works and
 * the others wait for it.
 *
 * @throws Error that says what to do when PostgreSQL cannot be started
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: StartOptions = {},
): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true });
  const release = await waitForLock(join(dataDir, 'postgres-start.lock'), options);
  try {
    return await startLocked(dataDir, options.asked);
  } finally {
    await release();
  }
}

const LOCK_LOOK_MS = 100;

async function waitForLock(path: string, { asked, onWait }: StartOptions): Promise<Release> {
  for (let told = false; ; ) {
    const taken = await tryLock(path);
    if (typeof taken !== 'number') return taken;
    if (!told) onWait?.(taken);
    told = true;
    await pause(LOCK_LOOK_MS, undefined, { signal: asked });
  }
}

async function startLocked(dataDir: string, asked?: AbortSignal): Promise<EmbeddedPostgres> {
  const as = await findRunAs();
  const home = await findHome(dataDir, as);
  const installed = await findBinaries();
  const binaries = (await canReach(as, installed.postgres))
    ? installed
    : await copyBinaries(installed, join(home, 'programs'));
  const data = join(home, 'data');
  const password = await ensureCluster(binaries, home, data, as, asked);
  asked?.throwIfAborted();
  const alive = await livingPort(binaries, data, as, asked);
  const port = alive ?? (await freePort());
  if (alive === null) await start(binaries, home, data, as, port, asked);
  return {
    url: `postgresql://smp:${password}@127.0.0.1:${port}/postgres`,
    adopted: alive !== null,
    revive: async () => {
      if ((await livingPort(binaries, data, as)) === null) await start(binaries, home, data, as, port);
    },
    stop: async (mode = 'fast') => {
      await stopCluster(binaries, data, as, mode);
    },
  };
}

/** One that recovers from a crash may take this long. */
const SETTLE_TRIES = 600;
const SETTLE_MS = 100;

/**
 * Port of the server that runs on this data folder now and takes connections; `null` when none does. One that is
 * still starting is waited for, and one that is stopping until it is gone: neither can be adopted.
 */
async function livingPort(
  b: PostgresBinaries,
  data: string,
  as: RunAs,
  asked?: AbortSignal,
): Promise<number | null> {
  await forgetZombie(data);
  for (let tries = 0; tries < SETTLE_TRIES; tries++) {
    asked?.throwIfAborted();
    const running = await run(b.pgCtl, ['status', '-D', data], { ...as, cwd: '/' }).then(
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
    if (status === 'stopping') await stopCluster(b, data, as, 'fast').catch(() => undefined);
    await pause(SETTLE_MS);
  }
  throw new Error(
    `The built-in PostgreSQL on ${data} neither starts nor stops; its log lies beside that folder.`,
  );
}

function stopCluster(b: PostgresBinaries, data: string, as: RunAs, mode: 'fast' | 'immediate') {
  return run(b.pgCtl, ['stop', '-D', data, '-m', mode, '-w', '-t', '60'], { ...as, cwd: '/' });
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

async function start(
  b: PostgresBinaries,
  home: string,
  data: string,
  as: RunAs,
  port: number,
  asked?: AbortSignal,
): Promise<void> {
  const log = join(home, 'postgres.log');
  const options = [`-p ${port}`, ...SETTINGS].join(' ');
  try {
    // Told by this signal to give up, it stops what it has started.
    await run(b.pgCtl, ['start', '-D', data, '-l', log, '-w', '-t', '60', '-o', options], {
      ...as,
      cwd: home,
      killSignal: 'SIGINT',
      signal: asked,
    });
  } catch (error) {
    if (asked?.aborted) {
      await stopCluster(b, data, as, 'fast').catch(() => undefined);
      throw error;
    }
    const tail = (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-12).join('\n');
    throw new Error(`The built-in PostgreSQL did not start. Its log (${log}) ends with:\n${tail}`, {
      cause: error,
    });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
