import { join } from 'node:path';
import { copyBinaries, findBinaries, type PostgresBinaries } from './binaries';
import { findHome } from './home';
import { canReach, findRunAs, type RunAs } from './run-as';

/** Where a built-in PostgreSQL lies, and who runs it by which programs. */
export interface Place {
  readonly binaries: PostgresBinaries;
  readonly as: RunAs;
  /** Folder of the cluster, its log and its password. */
  readonly home: string;
  readonly data: string;
}

/** @throws Error that names DATABASE_URL as the way out where there is none for this machine */
export async function findPlace(dataDir: string): Promise<Place> {
  const as = await findRunAs();
  const home = await findHome(dataDir, as);
  const installed = await findBinaries();
  const binaries = (await canReach(as, installed.postgres))
    ? installed
    : await copyBinaries(installed, join(home, 'programs'));
  return { binaries, as, home, data: join(home, 'data') };
}
