import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder, makeFolderDurably } from '@/lib/services/write-durably';

/** Shorter than that, a secret could be guessed. */
const LEAST_CHARACTERS = 32;

/**
 * Reads a secret from a file that its owner alone may read, or makes one of 64 hex digits. It is there whole or not at
 * all, whatever ends this process meanwhile and however full the disk is; of several processes at once one makes it.
 *
 * @throws Error when the file cannot be made, or holds less than a secret
 */
export async function keptSecret(path: string): Promise<string> {
  const folder = dirname(path);
  await makeFolderDurably(folder);
  await chmod(folder, 0o700);
  const secret = (await read(path)) ?? (await make(path));
  if (secret.length >= LEAST_CHARACTERS) return secret;
  throw new Error(
    `${path} holds no secret: bring back the one that was in use, or delete the file if there was none, and a new one is made`,
  );
}

async function make(path: string): Promise<string> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    // Fails when another process was faster; then its secret is the one.
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await flushFolder(dirname(path));
  } finally {
    await rm(aside, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}

/** One that is there and cannot be read must not be replaced by another. */
async function read(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
