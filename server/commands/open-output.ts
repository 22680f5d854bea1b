import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import { fileFault } from '@/lib/services/file-fault';

/** What a command writes. */
export interface Output {
  /** Resolves when more may be written. @throws Error when the file cannot be written any more */
  write(text: string): Promise<void>;
  /** Resolves when all of it is written. @throws Error when it could not be */
  close(): Promise<void>;
}

/**
 * The file that a command writes, empty. Nothing happens to a file that is also the one to read.
 *
 * @param misuse called with what is wrong with it
 * @param option that named it
 */
export async function openOutput(
  input: string,
  output: string,
  misuse: (message: string) => never,
  option = '--output',
): Promise<Output> {
  const [from, to] = await Promise.all([input, output].map((path) => stat(path).catch(() => null)));
  if (to?.isFile() && to.dev === from?.dev && to.ino === from.ino) {
    misuse(`${option} is the file that is read, which would be lost: ${output}`);
  }
  const told = (error: unknown) => `${option} cannot be written: ${fileFault(error)}: ${output}`;
  const file = await open(output, 'w').catch((error: unknown) => misuse(told(error)));
  const sink = file.createWriteStream();
  let failed: unknown = null;
  sink.on('error', (error) => {
    failed ??= error;
  });
  const looked = async (work: Promise<unknown> | null) => {
    await work?.catch(() => undefined);
    if (failed !== null) throw new Error(told(failed));
  };
  return {
    write: (text) => looked(sink.write(text) || failed !== null ? null : once(sink, 'drain')),
    close: () => {
      if (failed === null) sink.end();
      return looked(failed === null ? once(sink, 'finish') : null);
    },
  };
}
