import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Release, tryLock } from '../folder-lock';
import { freeWords, type Holder, holderWords, isHere } from '../holder';
import { type Guard, postGuard } from './guard';
import { livingPort, stopCluster } from './living';
import { ensureCluster, readPassword } from './make-cluster';
import { findPlace, type Place } from './place';

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
  /** From here on it may outlive this process. */
  dismissGuard(): void;
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
  // What a process was at work on when it was killed ends with it; Windows cannot tell.
  ...(process.platform === 'win32' ? [] : ['-c client_connection_check_interval=1000']),
];

export interface StartOptions {
  /** Aborted when the start shall be given up. Nothing runs then that did not run before. */
  readonly asked?: AbortSignal | undefined;
  /** Told once of the process that is making or starting the same database and is waited for. */
  readonly onWait?: (holder: Holder) => void;
  /** What is started here shall not outlive this process, however that ends. */
  readonly guarded?: boolean;
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
    return await startLocked(dataDir, options);
  } finally {
    await release();
  }
}

const LOCK_LOOK_MS = 100;

/** @throws Error for one that another host makes or starts: what runs there cannot be reached from here */
async function waitForLock(path: string, { asked, onWait }: StartOptions): Promise<Release> {
  for (let told = false; ; ) {
    const taken = await tryLock(path);
    if (typeof taken === 'function') return taken;
    if (!isHere(taken)) {
      throw new Error(
        `${holderWords(taken)} is starting the built-in PostgreSQL on this data folder. ${freeWords(taken, path)}.`,
      );
    }
    if (!told) onWait?.(taken);
    told = true;
    await pause(LOCK_LOOK_MS, undefined, { signal: asked });
  }
}

async function startLocked(dataDir: string, { asked, guarded }: StartOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(dataDir);
  const password = await ensureCluster(place.binaries, place.home, place.data, place.as, asked);
  asked?.throwIfAborted();
  const alive = await livingPort(place, asked);
  const port = alive ?? (await freePort());
  if (alive !== null) return handle(place, password, port, true, null);
  // Posted first: between a start and its guard nobody would stop what was started.
  const guard = guarded === true ? postGuard(dataDir) : null;
  try {
    await start(place, port, asked);
  } catch (error) {
    guard?.dismiss();
    throw error;
  }
  return handle(place, password, port, false, guard);
}

/** The server that runs on this data folder now; `null` when none does. Nothing is made or started. */
export async function findRunningPostgres(dataDir: string): Promise<EmbeddedPostgres | null> {
  if (!existsSync(dataDir)) return null;
  const place = await findPlace(dataDir);
  const port = await livingPort(place);
  return port === null ? null : handle(place, await readPassword(place.home), port, true, null);
}

function handle(
  place: Place,
  password: string,
  port: number,
  adopted: boolean,
  guard: Guard | null,
): EmbeddedPostgres {
  return {
    url: `postgresql://smp:${password}@127.0.0.1:${port}/postgres`,
    adopted,
    revive: async () => {
      if ((await livingPort(place)) === null) await start(place, port);
    },
    stop: async (mode = 'fast') => {
      await stopCluster(place, mode);
      guard?.dismiss();
    },
    dismissGuard: () => guard?.dismiss(),
  };
}

async function start({ binaries, home, data, as }: Place, port: number, asked?: AbortSignal): Promise<void> {
  const log = join(home, 'postgres.log');
  const options = [`-p ${port}`, ...SETTINGS].join(' ');
  try {
    // Told by this signal to give up, it stops what it has started.
    await run(binaries.pgCtl, ['start', '-D', data, '-l', log, '-w', '-t', '60', '-o', options], {
      ...as,
      cwd: home,
      killSignal: 'SIGINT',
      signal: asked,
    });
  } catch (error) {
    if (asked?.aborted) {
      await stopCluster({ binaries, data, as }, 'fast').catch(() => undefined);
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
