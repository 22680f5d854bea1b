import type { FileHandle } from 'node:fs/promises';
import { openInput } from '../open-input';

/**
 * Opens a text that is to be read.
 *
 * @param misuse called with what is wrong with it
 * @param progress told now and then which part was read, 0 … 1
 * @returns the text in pieces; a byte order mark is left out
 */
export async function openTexts(
  input: string,
  misuse: (message: string) => never,
  progress: (fraction: number) => void,
): Promise<AsyncIterable<string>> {
  const source = await openInput('--input', input, misuse);
  const from = await source.stat();
  return decoded(source, from.size, () => misuse(`--input is not UTF-8: ${input}`), progress);
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
