import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Ids to run a program under; an empty object means: as we are. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. As root, the system's `postgres` user is taken, and made when there
 * is none; as anybody else, PostgreSQL runs as that user.
 */
export async function findRunAs(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  const known = await ids().catch(() => null);
  if (known !== null) return known;
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  return ids();
}

async function ids(): Promise<RunAs> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** True when that user can enter and read `path`, which depends on every folder above it. */
export async function canReach(as: RunAs, path: string): Promise<boolean> {
  if (as.uid === undefined) return true;
  return run('ls', ['-d', path], { ...as, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
