import { readFile } from 'node:fs/promises';
import { followSuccession, formatRotations, parseRotations } from '@/lib/ledger/key-succession';
import type { VerifierKey } from '@/lib/ledger/verifier-key';
import type { Witness } from '@/lib/ledger/witness';
import { writeDurably } from '@/lib/services/write-durably';

/** Whose checkpoints a witness looks at: the keys that it was started with, and those that they vouched for. */
export interface KnownKeys {
  current(): readonly VerifierKey[];
  /**
   * Follows the changes of keys that a log tells of, and keeps the ones that hold.
   * @returns keys that are known from now on; durable once it returns
   */
  learn(rotations: readonly string[]): Promise<readonly VerifierKey[]>;
}

/**
 * @param path where the changes are kept. The keys are derived from them at each start, so that the file can
 * make nobody known whom the given keys do not vouch for
 */
export async function openKnownKeys(
  { sha256, schemes, logs }: Pick<Witness, 'sha256' | 'schemes' | 'logs'>,
  path: string,
): Promise<KnownKeys> {
  const tools = { sha256, schemes };
  let kept = await readKept(path);
  let keys = await followSuccession(tools, logs, kept);
  let turn: Promise<unknown> = Promise.resolve();

  async function learn(rotations: readonly string[]): Promise<readonly VerifierKey[]> {
    const before = keys;
    for (const rotation of rotations) {
      const reached = await followSuccession(tools, keys, [rotation]);
      if (reached.length === keys.length) continue;
      await writeDurably(path, formatRotations([...kept, rotation]));
      kept = [...kept, rotation];
      keys = reached;
    }
    return keys.filter((key) => !before.includes(key));
  }

  return {
    current: () => keys,
    learn(rotations) {
      const mine = turn.then(() => learn(rotations));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** @throws Error when the file is there and cannot be read */
async function readKept(path: string): Promise<readonly string[]> {
  try {
    return parseRotations(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
