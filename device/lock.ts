import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who has the folder. */
interface Holder {
  readonly pid: number;
  /** When that process began, as far as the system tells; a number that was given anew has another one. */
  readonly born: string;
}

export class FolderTaken extends Error {
  readonly code = 'FOLDER_TAKEN';
}

const NAME = 'lock';

/**
 * Takes the folder for this process alone. What a process that was killed left behind is taken over.
 *
 * @returns gives the folder back
 * @throws FolderTaken while another process has it
 */
export function takeFolder(folder: string): () => void {
  const lock = join(folder, NAME);
  const own = join(folder, `lock.${process.pid}.${randomUUID()}`);
  writeFileSync(own, JSON.stringify(me()), { mode: 0o600 });
  try {
    for (let tries = 0; tries < 5; tries++) {
      // A link appears whole or not at all, so nobody ever reads half a lock.
      if (linked(own, lock)) return () => rmSync(lock, { force: true });
      const holder = holderOf(folder);
      if (holder !== null) {
        throw new FolderTaken(
          `Process ${holder} works with ${folder}; one client at a time may. Stop it first, or give this one another folder by SMP_DEVICE_HOME.`,
        );
      }
      removeStale(folder, lock);
    }
    throw new FolderTaken(`${lock} cannot be taken; other processes are trying as well.`);
  } finally {
    rmSync(own, { force: true });
  }
}

/** The living process that has the folder, or `null`. */
export function holderOf(folder: string): number | null {
  const holder = read(join(folder, NAME));
  if (holder === null || !lives(holder.pid)) return null;
  const born = bornAt(holder.pid);
  return born === holder.born || born === '' || holder.born === '' ? holder.pid : null;
}

/** Moves a dead process's lock away; one that a third process took meanwhile is put back. */
function removeStale(folder: string, lock: string): void {
  const aside = join(folder, `lock.stale.${randomUUID()}`);
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== null && lives(moved.pid) && bornAt(moved.pid) === moved.born) linked(aside, lock);
  rmSync(aside, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function me(): Holder {
  return { pid: process.pid, born: bornAt(process.pid) };
}

function read(path: string): Holder | null {
  try {
    const { pid, born } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && pid > 0 ? { pid, born: String(born ?? '') } : null;
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Boot and start time of a process on Linux; empty elsewhere. */
function bornAt(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return '';
  }
}
