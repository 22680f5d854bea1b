import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from './write-durably';

/** A cosigned note that this installation wrote. */
export interface OwnNote {
  /** SHA-256 of the note, hex. */
  readonly hash: string;
  /** When it was kept, ms since 1970. */
  readonly at: number;
}

/**
 * Cosigned notes that this installation wrote and nobody recorded yet, by their sizes. They lie in a file beside the
 * held trees, so that one which is taken out of the database is missed even if the process that wrote it ended.
 */
export interface OwnNotes {
  all(): Promise<ReadonlyMap<number, OwnNote>>;
  /** Durable once it resolves. */
  add(size: number, note: OwnNote): Promise<void>;
  /** Durable once it resolves. */
  forget(sizes: readonly number[]): Promise<void>;
}

const LINE = /^(\d+) (\d+) ([0-9a-f]{64})$/;

/**
 * @param path of the file; null: they last as long as this process. Calls must not overlap, and one process may use
 *   a file at a time.
 */
export function ownNotes(path: string | null): OwnNotes {
  let known: Map<number, OwnNote> | null = null;
  const loaded = async () => {
    known ??= path === null ? new Map() : await readNotes(path);
    return known;
  };
  return {
    all: loaded,
    async add(size, note) {
      const notes = await loaded();
      notes.set(size, note);
      if (path !== null) await append(path, lineOf(size, note));
    },
    async forget(sizes) {
      const notes = await loaded();
      const before = notes.size;
      for (const size of sizes) notes.delete(size);
      if (path !== null && notes.size < before) await writeDurably(path, textOf(notes));
    },
  };
}

const lineOf = (size: number, { hash, at }: OwnNote) => `${size} ${at} ${hash}\n`;
const textOf = (notes: ReadonlyMap<number, OwnNote>) =>
  [...notes].map(([size, note]) => lineOf(size, note)).join('');

/** A last line that a power cut tore was never answered for: it is taken off, so that the next one stands alone. */
async function readNotes(path: string): Promise<Map<number, OwnNote>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const torn = lines.pop() !== '';
  const notes = new Map<number, OwnNote>();
  for (const line of lines) {
    const [, size, at, hash] = LINE.exec(line) ?? [];
    if (size === undefined || at === undefined || hash === undefined) {
      throw new Error(`${path} is damaged: "${line}" names no cosigned checkpoint`);
    }
    notes.set(Number(size), { hash, at: Number(at) });
  }
  if (torn) await writeDurably(path, textOf(notes));
  return notes;
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.writeFile(line);
    await file.datasync();
  } finally {
    await file.close();
  }
}
