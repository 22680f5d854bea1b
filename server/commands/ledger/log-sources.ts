import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogSource } from '@/lib/ledger/log-source';

const TRIES = 4;
const LIMIT_MS = 30_000;

/** A published log at a web address; `url` is its prefix, e.g. `https://smp.example/ledger`. */
export function webSource(url: string): LogSource & { text(path: string): Promise<string> } {
  const prefix = url.replace(/\/+$/, '');
  /** A moment's trouble on the line or in the server is waited out. */
  async function get(path: string): Promise<Response | null> {
    for (let n = 1; n < TRIES; n++) {
      const response = await ask(path).catch(() => 'again' as const);
      if (response !== 'again') return response;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** n));
    }
    const last = await ask(path);
    if (last === 'again') throw new Error(`${prefix}/${path} cannot be read just now`);
    return last;
  }

  async function ask(path: string): Promise<Response | 'again' | null> {
    const response = await fetch(`${prefix}/${path}`, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return null;
    return 'again';
  }

  async function text(path: string): Promise<string> {
    const response = await get(path);
    if (response === null) throw new Error(`there is no ${prefix}/${path}`);
    return response.text();
  }
  return {
    text,
    checkpoint: () => text('checkpoint'),
    async read(path) {
      const response = await get(path);
      return response === null ? null : new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** A log that was copied into a folder, with the paths of the specification. */
export function folderSource(folder: string): LogSource & { text(path: string): Promise<string> } {
  const text = (path: string) => readFile(join(folder, path), 'utf8');
  return {
    text,
    checkpoint: () => text('checkpoint'),
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}
