import type { FileHandle } from 'node:fs/promises';
import { openInput } from '../open-input';
import { type Output, openOutput } from '../open-output';

export interface OpenTexts {
  /** The text of the input, in pieces; a byte order mark is left out. */
  readonly pieces: AsyncIterable<string>;
  readonly sink: Output;
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
  const source = await openInput('--input', input, misuse);
  const from = await source.stat();
  const sink = await openOutput(input, output, misuse);
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
