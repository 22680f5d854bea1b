import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Who has a folder. */
interface Holder {
  readonly pid: number;
  /** When that process began, as far as the system tells; a number that was given anew has another one. */
  readonly born: string;
}

/** Gives the folder back. */
export type Release = () => Promise<void>;

const TRIES = 5;

/**
 * Takes a folder for this process alone, by a file in it that holds its number. What a process that was killed left
 * behind is taken over.
 *
 * @returns the number of the living process that has it, when one has
 */
export async function tryLock(path: string): Promise<Release | number> {
  const own = `${path}.${process.pid}.${randomUUID()}`;
  try {
    await writeFile(own, `${process.pid} ${await bornAt(process.pid)}`, { mode: 0o600 });
    for (let tries = 0; tries < TRIES; tries++) {
      // A link appears whole or not at all, so nobody ever reads half a lock.
      if (await linked(own, path)) return () => rm(path, { force: true });
      const holder = await read(path);
      if (holder !== null && (await isAlive(holder))) return holder.pid;
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
  if (moved !== null && (await isAlive(moved))) await linked(aside, path);
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

async function read(path: string): Promise<Holder | null> {
  const [pid, ...born] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ');
  return Number(pid) > 0 ? { pid: Number(pid), born: born.join(' ') } : null;
}

async function isAlive({ pid, born }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // One that lives and belongs to somebody else may not be asked.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = await bornAt(pid);
  return now === born || now === '' || born === '';
}

/** Boot and start time of a process on Linux; empty elsewhere. */
async function bornAt(pid: number): Promise<string> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return '';
  }
}
