import { statfs } from 'node:fs/promises';

/** PostgreSQL makes its log of changes in files of this size, and stops where one finds no room. */
const LEAST_BYTES = 16 * 1024 * 1024;

/** Whether the disk of a folder has room for what the built-in database writes next. */
export async function diskRoom(
  folder: string,
  look: (path: string) => Promise<{ readonly bavail: number; readonly bsize: number }> = statfs,
): Promise<'ok' | 'full' | 'unknown'> {
  try {
    const { bavail, bsize } = await look(folder);
    return bavail * bsize < LEAST_BYTES ? 'full' : 'ok';
  } catch {
    return 'unknown';
  }
}
