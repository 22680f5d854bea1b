import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Holder } from './holder';

/** What a lock says. */
interface Said extends Holder {
  /** When that process began, as far as the system tells; a number that was given anew has another one. */
  readonly born: string;
}

/** Gives the folder back. */
export type Release = () => Promise<void>;

const TRIES = 5;

/**
 * Takes a folder for this process alone, by a file in it that holds its number. What a process that was killed left
 * behind is taken over. Whether a process of another host lives cannot be seen from here, so its lock stays; hosts, and
 * containers, are told apart by their names.
 *
 * @returns the process that has it, when one has that may live
 */
export async function tryLock(path: string): Promise<Release | Holder> {
  const own = `${path}.${process.pid}.${randomUUID()}`;
  try {
    const { born } = await look(process.pid);
    await writeFile(own, `${process.pid} ${born}\n${hostname()}`, { mode: 0o600 });
    for (let tries = 0; tries < TRIES; tries++) {
      // A link appears whole or not at all, so nobody ever reads half a lock.
      if (await linked(own, path)) return () => rm(path, { force: true });
      const holder = await read(path);
      if (holder !== null && (await mayLive(holder))) return holder;
      await removeStale(path);
    }
    throw new Error(`${path} cannot be taken; other processes are trying as well`);
  } finally {
    await rm(own, { force: true });
  }
}

/** Moves a dead process's lock away; one that another process took meanwhile is put back. */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.stale.${randomUUID()}`;
  const moved = await rename(path, aside).then(
    () => read(aside),
    () => null,
  );
  if (moved !== null && (await mayLive(moved))) await linked(aside, path);
  await rm(aside, { force: true });
}

function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

async function read(path: string): Promise<Said | null> {
  const [text, about] = await Promise.all([
    readFile(path, 'utf8').catch(() => ''),
    stat(path).catch(() => null),
  ]);
  const [first = '', host = ''] = text.split('\n');
  const [pid, ...born] = first.trim().split(' ');
  if (!(Number(pid) > 0)) return null;
  return { pid: Number(pid), host, since: about?.mtimeMs ?? null, born: born.join(' ') };
}

async function mayLive({ pid, host, born }: Said): Promise<boolean> {
  if (host !== '' && host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // One that lives and belongs to somebody else may not be asked.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = await look(pid);
  return !now.ended && (now.born === born || now.born === '' || born === '');
}

/** Boot and start time of a process on Linux, empty elsewhere; and whether it has ended and waits to be collected. */
async function look(pid: number): Promise<{ readonly born: string; readonly ended: boolean }> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { born: `${boot} ${fields[19] ?? ''}`, ended: fields[0] === 'Z' };
  } catch {
    return { born: '', ended: false };
  }
}
