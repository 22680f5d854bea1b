import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BACKUP_FORMAT, type BackupHead } from './backup-format';

/** Why a backup was not restored, and what to do about it. Nothing was changed. */
export class BackupRefused extends Error {
  readonly code = 'BACKUP_REFUSED';

  constructor(
    message: string,
    /** What it is that cannot be used: the file, or the database that it shall go into. */
    readonly of: 'file' | 'database' = 'file',
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export const AGAIN = 'fetch it again from where it is kept, or take another backup';
const NONE = 'it is no backup of the platform; name a file that smp backup wrote';
export const CUT = `it ends in the middle; ${AGAIN}`;

/** What a backup says of itself. @throws BackupRefused */
export function headOf(line: string | undefined): BackupHead {
  const head = parsed<BackupHead>(line);
  if (head?.format !== BACKUP_FORMAT) throw new BackupRefused(NONE);
  return head;
}

/** A line of JSON; `null` after the last. @throws BackupRefused */
export function parsed<Line>(text: string | undefined): Line | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as Line);
  } catch {
    throw new BackupRefused(NONE);
  }
}

/** What a file says of itself in its beginning. @throws BackupRefused when it cannot be read, or is no backup */
export async function requireBackup(file: string): Promise<BackupHead> {
  const lines = linesOf(file);
  const head = headOf((await lines.next()).value);
  await lines.return(undefined);
  return head;
}

/** Lines of a compressed file, by line feeds alone: COPY writes those inside a value as an escape. */
export async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const gunzip = createGunzip().setEncoding('utf8');
  const source = createReadStream(file);
  pipeline(source, gunzip, () => undefined);
  let rest = '';
  try {
    for await (const chunk of gunzip as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw unreadable(error, source.bytesRead);
  }
}

/** What the file system says is kept as the cause. */
function unreadable(error: unknown, bytesRead: number): BackupRefused {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return new BackupRefused(bytesRead === 0 ? `it is empty; ${AGAIN}` : CUT);
  if (code !== 'Z_DATA_ERROR') return new BackupRefused(message, 'file', error);
  return new BackupRefused(message === 'incorrect header check' ? NONE : `it is damaged; ${AGAIN}`);
}
