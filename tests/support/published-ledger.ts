import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import type { LogSource } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { parseNote } from '@/lib/ledger/note';
import { NO_QUORUM, type Policy } from '@/lib/ledger/policy';
import { tilePath, tilesAdded } from '@/lib/ledger/tiles';
import { parseVerifierKey } from '@/lib/ledger/verifier-key';

/** What a visitor of a server trusts: its own keys, as it shows them, and no witness. */
export async function servedPolicy(url: string): Promise<{ policy: Policy; vkeys: readonly string[] }> {
  const vkeys = (await (await fetch(`${url}/ledger/key`)).text()).trim().split('\n');
  const logs = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
  return { policy: { logs, witnesses: [], quorum: NO_QUORUM }, vkeys };
}

/** The ledger of a server at one moment: a checkpoint, and what is served under it. */
export async function servedLog(url: string): Promise<LogSource> {
  const note = await (await fetch(`${url}/ledger/checkpoint`)).text();
  return {
    checkpoint: async () => note,
    async read(path) {
      const response = await fetch(`${url}/ledger/${path}`);
      if (response.status === 404) return null;
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Copies a log with all its tiles into a folder, as a mirror would. @returns its size */
export async function mirror(source: LogSource, folder: string): Promise<number> {
  const note = await source.checkpoint();
  const { size } = parseCheckpoint(parseNote(note).text);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'checkpoint'), note);
  for (const path of tilesAdded(0, size).map(tilePath)) {
    const bytes = await source.read(path);
    if (bytes === null) throw new Error(`${path} is not served`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return size;
}
