import { once } from 'node:events';
import { type FileHandle, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { fileFault } from '@/lib/services/file-fault';
import { openWhole, placeOf } from './whole-file';

/** Resolves when more may be written. @throws Error when the file cannot be written any more */
export type Write = (text: string) => Promise<void>;

export interface OutputAsked {
  /** The file that is read; it is never written over. */
  readonly input: string;
  readonly output: string;
  /** Called with what is wrong with the output before any of it is written. */
  readonly misuse: (message: string) => never;
  /** That named the output; `--output` unless said otherwise. */
  readonly option?: string;
}

/**
 * Does work that writes a file, which appears once it is whole: work that fails or is interrupted leaves the file of
 * before, or none. What is no file, such as a pipe, takes everything as it comes.
 */
export async function withOutput<Result>(
  { input, output, misuse, option = '--output' }: OutputAsked,
  work: (write: Write) => Promise<Result>,
): Promise<Result> {
  const told = (error: unknown) => `${option} cannot be written: ${fileFault(error)}: ${output}`;
  const lost = (path: string) => misuse(`${option} is the file that is read, which would be lost: ${path}`);
  if (await areSame(input, output)) lost(output);
  const place = await placeOf(output);
  if (await areSame(input, place.written)) lost(place.written);
  const whole = await openWhole(place).catch((error: unknown) => misuse(told(error)));
  try {
    const result = await written(whole.file, told, work);
    await whole.keep().catch((error: unknown) => {
      throw new Error(told(error));
    });
    return result;
  } finally {
    await whole.close();
  }
}

/** Says what was done: on the screen, or beside an output that is no file, which may be this very screen. */
export async function sayDone(output: string, words: string): Promise<void> {
  const { kept } = await placeOf(output);
  (kept === null ? console.error : console.log)(words);
}

/** Signals are heard between two turns, and work that only ever waits for what is there already has but one. */
const TURN_MS = 100;

async function written<Result>(
  file: FileHandle,
  told: (error: unknown) => string,
  work: (write: Write) => Promise<Result>,
): Promise<Result> {
  const sink = file.createWriteStream();
  let failed: unknown = null;
  sink.on('error', (error) => {
    failed ??= error;
  });
  const looked = async (waiting: Promise<unknown> | null) => {
    await waiting?.catch(() => undefined);
    if (failed !== null) throw new Error(told(failed));
  };
  let turnedAt = performance.now();
  const write = async (text: string) => {
    await looked(sink.write(text) || failed !== null ? null : once(sink, 'drain'));
    if (performance.now() - turnedAt < TURN_MS) return;
    await setImmediate();
    turnedAt = performance.now();
  };
  try {
    const result = await work(write);
    if (failed === null) sink.end();
    await looked(failed === null ? once(sink, 'finish') : null);
    return result;
  } finally {
    sink.destroy();
  }
}

async function areSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => null)));
  return a?.isFile() === true && a.dev === b?.dev && a.ino === b.ino;
}
