import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SmpError } from '@/lib/errors';
import { fileFault } from '@/lib/services/file-fault';
import { writeDurably } from '@/lib/services/write-durably';

const state = z.object({
  /** Address or folder of the log. */
  log: z.string(),
  /** Verifier keys that were believed at the first check. */
  vkeys: z.array(z.string()),
  progress: z
    .object({
      size: z.number().int().min(0),
      frontier: z.string(),
      seen: z.object({ size: z.number().int().min(0), root: z.string() }).nullable(),
    })
    .nullable(),
});

/** What a check of somebody's log remembers: whom it believed, and how far it came. */
export type CheckState = z.output<typeof state>;

/** Where the state of a log's check is kept unless said otherwise. */
export function stateFile(dataDir: string, log: string): string {
  return join(
    dataDir,
    'ledger-checks',
    `${createHash('sha256').update(log).digest('hex').slice(0, 32)}.json`,
  );
}

/** @throws Error when the file is there and cannot be used: forgetting what was seen would hide a rollback */
export async function readState(path: string): Promise<CheckState | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    const words = `the progress of this check cannot be kept in ${path}: ${fileFault(error)}`;
    throw new SmpError('INVALID', words, { cause: error });
  }
  try {
    return state.parse(JSON.parse(text));
  } catch {
    throw new Error(`${path} is damaged. Delete it to check from the beginning and to trust anew.`);
  }
}

export async function writeState(path: string, next: CheckState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeDurably(path, JSON.stringify(next));
}
