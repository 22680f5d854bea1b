import type { WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/**
 * The file that a command writes, empty. Nothing happens to a file that is also the one to read.
 *
 * @param misuse called with what is wrong with it
 */
export async function openOutput(
  input: string,
  output: string,
  misuse: (message: string) => never,
): Promise<WriteStream> {
  const [from, to] = await Promise.all([input, output].map((path) => stat(path).catch(() => null)));
  if (to?.isFile() && to.dev === from?.dev && to.ino === from.ino) {
    misuse(`--output is the file of --input, which would be lost: ${output}`);
  }
  const sink = await open(output, 'w').catch((error: Error) =>
    misuse(`--output cannot be written: ${error.message}`),
  );
  return sink.createWriteStream();
}
