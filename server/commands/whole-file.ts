import { constants, rmSync } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFault } from '@/lib/services/file-fault';

/** Where something is written first, and what it is called once it is whole. */
export interface Place {
  readonly written: string;
  /** `null` for what is no file, such as a pipe: that takes everything as it comes. */
  readonly kept: string | null;
  /** Rights of the file that it replaces. */
  readonly mode: number | null;
}

export interface WholeFile {
  /** To write to, by one stream, which closes it. */
  readonly file: FileHandle;
  /** Gives what the stream has written its name; durable once this returns. */
  keep(): Promise<void>;
  /** Ends it; what was not kept is gone. */
  close(): Promise<void>;
}

/** Looks where a name leads: a link is followed, and what is no file is never replaced by one. */
export async function placeOf(path: string): Promise<Place> {
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isFile()) return { written: path, kept: null, mode: null };
  const kept = there === null ? path : await realpath(path);
  return { written: `${kept}.part`, kept, mode: there === null ? null : there.mode & 0o777 };
}

/**
 * A file that may be written in a folder that takes no new one is refused: written in place it would be a half one after
 * a fault, and what was in it gone, which whoever asked for a file did not ask for.
 *
 * @param mode rights; unless said otherwise those of the file that is replaced, or what is usual
 * @throws Error of the file system, or one that says what to do about such a folder
 */
export async function openWhole({ written, kept, mode: before }: Place, mode = before): Promise<WholeFile> {
  // A file that may not be written may not be replaced either.
  if (kept !== null && before !== null) await access(kept, constants.W_OK);
  // What a killed process left goes first, so that nothing is written through a link that lies there.
  const beside = (error: unknown): never => {
    throw kept !== null && before !== null ? new Error(besideWords(kept, error), { cause: error }) : error;
  };
  if (kept !== null) await rm(written, { force: true }).catch(beside);
  const file = await open(written, kept === null ? 'w' : 'wx', mode ?? 0o666).catch(beside);
  const remove = () => void (kept !== null && rmSync(written, { force: true }));
  // However this process is left, short of being killed.
  process.once('exit', remove);
  if (kept !== null && mode !== null) await file.chmod(mode);
  return {
    file,
    async keep() {
      if (kept === null) return;
      const ended = await open(written, 'r+');
      await ended.sync().finally(() => ended.close());
      await rename(written, kept);
    },
    async close() {
      await file.close().catch(() => undefined);
      if (kept !== null) await rm(written, { force: true });
      process.off('exit', remove);
    },
  };
}

function besideWords(kept: string, error: unknown): string {
  return [
    'it may be written, but nothing beside it, where it is made whole before it takes the place of the one of before',
    `(${fileFault(error)}).`,
    `Give the right to write into ${dirname(kept)}, name a file elsewhere,`,
    `or do without that and write into a pipe: /dev/stdout | cat > ${kept}`,
  ].join(' ');
}
