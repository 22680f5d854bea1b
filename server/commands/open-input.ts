import { type FileHandle, open } from 'node:fs/promises';
import { fileFault } from '@/lib/services/file-fault';

/**
 * Opens a file that a command reads; it may be a pipe.
 *
 * @param option that named it, e.g. `--input`
 * @param misuse called with why it cannot be read
 */
export async function openInput(
  option: string,
  path: string,
  misuse: (message: string) => never,
): Promise<FileHandle> {
  const refuse = (why: string) => misuse(`${option} cannot be read: ${why}: ${path}`);
  const file = await open(path).catch((error: unknown) => refuse(fileFault(error)));
  if (!(await file.stat()).isDirectory()) return file;
  await file.close();
  return refuse(fileFault(Object.assign(new Error(), { code: 'EISDIR' })));
}
