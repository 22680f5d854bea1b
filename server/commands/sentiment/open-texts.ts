import { type FileHandle, open, stat } from 'node:fs/promises';

export interface OpenTexts {
  /** The text of the input, in pieces; a byte order mark is left out. */
  readonly pieces: AsyncIterable<string>;
  readonly sink: FileHandle;
}

/**
 * Opens what is to be read and what is to be written, the latter only when the former can be.
 *
 * @param misuse called with what is wrong with either
 * @param progress told now and then which part was read, 0 … 1
 */
export async function openTexts(
  input: string,
  output: string,
  misuse: (message: string) => never,
  progress: (fraction: number) => void,
): Promise<OpenTexts> {
  const source = await open(input).catch((error: Error) =>
    misuse(`--input cannot be read: ${error.message}`),
  );
  const from = await source.stat();
  if (from.isDirectory()) misuse(`--input is a folder: ${input}`);
  const to = await stat(output).catch(() => null);
  if (to?.isFile() && to.dev === from.dev && to.ino === from.ino) {
    misuse(`--output is the file of --input, which would be lost: ${output}`);
  }
  const sink = await open(output, 'w').catch((error: Error) =>
    misuse(`--output cannot be written: ${error.message}`),
  );
  return {
    pieces: decoded(source, from.size, () => misuse(`--input is not UTF-8: ${input}`), progress),
    sink,
  };
}

async function* decoded(
  source: FileHandle,
  size: number,
  notUtf8: () => never,
  progress: (fraction: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = (bytes?: Buffer) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      return notUtf8();
    }
  };
  const bytes = source.createReadStream();
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    yield text(chunk);
    progress(size === 0 ? 1 : bytes.bytesRead / size);
  }
  yield text();
}
