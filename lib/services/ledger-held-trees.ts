import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes } from '@/lib/ledger/bytes';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '@/lib/ledger/checkpoint';
import type { TreeHead } from '@/lib/ledger/proof';
import { makeFolderDurably, writeDurably } from './write-durably';

/**
 * The last tree of each log that was signed or cosigned here, kept in a folder so that neither a crash nor a
 * database that was set back makes this installation sign two histories.
 */
export interface HeldTrees {
  /** @throws Error when the file of this origin cannot be read or is damaged: then nothing may be signed */
  get(origin: string): Promise<TreeHead | null>;
  /**
   * Holds `next` from now on if `expected` is what is held. Durable once it returns true.
   * Calls for one origin take their turns; one process may use a folder at a time.
   */
  replace(origin: string, expected: TreeHead | null, next: TreeHead): Promise<boolean>;
}

export function heldTrees(folder: string): HeldTrees {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    get: (origin) => readHeld(folder, origin),
    replace(origin, expected, next) {
      const mine = turn.then(async () => {
        const held = await readHeld(folder, origin);
        if (!sameTree(held, expected)) return false;
        await writeHeld(folder, origin, next);
        return true;
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

function sameTree(a: TreeHead | null, b: TreeHead | null): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && equalBytes(a.root, b.root);
}

/** One file an origin, in the words of a checkpoint without signatures. */
function fileOf(folder: string, origin: string): string {
  return join(folder, createHash('sha256').update(origin).digest('hex'));
}

async function readHeld(folder: string, origin: string): Promise<TreeHead | null> {
  const path = fileOf(folder, origin);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const held = parseHeld(text);
  if (held?.origin === origin) return { size: held.size, root: held.root };
  const what = held === null ? 'is damaged' : `is that of ${held.origin}`;
  throw new Error(
    `${path}, the last tree of ${origin}, ${what}. Bring it back as it was: without it, something that was taken out of this log would not be noticed`,
  );
}

function parseHeld(text: string): Checkpoint | null {
  try {
    return parseCheckpoint(text);
  } catch {
    return null;
  }
}

async function writeHeld(folder: string, origin: string, { size, root }: TreeHead): Promise<void> {
  await makeFolderDurably(folder);
  await writeDurably(fileOf(folder, origin), formatCheckpoint({ origin, size, root, extensions: [] }));
}
