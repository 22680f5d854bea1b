import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './binaries';
import type { RunAs } from './run-as';

const run = promisify(execFile);

/**
 * Makes the cluster when there is none. Only one process at a time may; the caller sees to that.
 *
 * @param asked aborted when it shall be given up
 * @returns the password of its only user
 */
export async function ensureCluster(
  b: PostgresBinaries,
  home: string,
  data: string,
  as: RunAs,
  asked?: AbortSignal,
): Promise<string> {
  const passwordFile = join(home, 'password');
  const exists = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (exists !== null) return readPassword(home);
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) await chown(passwordFile, as.uid, as.gid);
  await removeHalfMade(data);
  // Made beside its place and moved there whole, so that an interrupted first start leaves nothing half made. Under a
  // name of its own: initdb outlives a process that is killed, and clears its folder away when it fails.
  const making = `${data}.new-${randomUUID()}`;
  const options = [
    '-U',
    'smp',
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C',
    `--pwfile=${passwordFile}`,
  ];
  try {
    await run(b.initdb, ['-D', making, ...options], {
      ...as,
      cwd: home,
      signal: asked,
    });
    await rename(making, data);
  } catch (error) {
    await removeHalfMade(data);
    throw error;
  }
  return password;
}

export async function readPassword(home: string): Promise<string> {
  return (await readFile(join(home, 'password'), 'utf8')).trim();
}

/** What is still written to by an initdb whose parent was killed goes at the start after. */
async function removeHalfMade(data: string): Promise<void> {
  const folder = dirname(data);
  const names = await readdir(folder);
  for (const name of names.filter((name) => name.startsWith(`${basename(data)}.new`)))
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
}
