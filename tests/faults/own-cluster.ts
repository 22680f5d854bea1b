import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';

/** A data folder in which a server keeps a built-in PostgreSQL of its own, which may be broken. */
export interface OwnCluster {
  readonly dataDir: string;
  /** For `startTestServer`: the server starts, adopts and supervises the database itself. */
  readonly options: { readonly dataDir: string; readonly databaseUrl: string };
  /** Address of the database, once a server runs on it. */
  url(): Promise<string>;
  remove(): Promise<void>;
}

export async function ownCluster(): Promise<OwnCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'smp cluster '));
  // PostgreSQL's own user has to enter it, or the cluster would lie elsewhere and stay there.
  await chmod(dataDir, 0o755);
  return {
    dataDir,
    options: { dataDir, databaseUrl: '' },
    url: async () => (await startEmbeddedPostgres(dataDir)).url,
    async remove() {
      await (await startEmbeddedPostgres(dataDir)).stop().catch(() => undefined);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
