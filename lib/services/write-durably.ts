import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Writes a file that only its owner may read. Written aside, flushed, renamed, and the folder flushed: after a
 * power cut it is the old or the new one. The folder must be there.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const aside = `${path}.new`;
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await flushFolder(dirname(path));
}

/** Makes a folder that only its owner may enter, and those above it that are missing: after a power cut they are there. */
export async function makeFolderDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  // A folder is an entry in the one above it.
  const top = dirname(resolve(first));
  for (let made = resolve(folder); made !== top; made = dirname(made)) await flushFolder(dirname(made));
}

/** Names that a folder has got or lost are so after a power cut as well. */
export async function flushFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
