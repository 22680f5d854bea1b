import { createHash } from 'node:crypto';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canReach, type RunAs } from './run-as';

/**
 * The folder of the cluster: inside the data folder, or, when PostgreSQL's user may not enter that (a data
 * folder in root's home), in the system's place for such data.
 */
export async function findHome(dataDir: string, as: RunAs): Promise<string> {
  // The folder itself must be one that this user may enter, not only see.
  if (await canReach(as, `${dataDir}/.`)) return ownFolder(join(dataDir, 'postgres'), as);
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return ownFolder(join('/var/lib', `smp-${name}`), as);
}

async function ownFolder(folder: string, as: RunAs): Promise<string> {
  await mkdir(folder, { recursive: true });
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
  await chmod(folder, 0o700);
  return folder;
}
