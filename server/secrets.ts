import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@/lib/config';

export interface Secrets {
  readonly jwt: string;
  readonly session: string;
}

/**
 * The secrets of this installation. Those that the environment does not set are made on the first start
 * and kept in the data folder, readable by its owner alone.
 *
 * @throws Error in production with an outside database, where secrets must be given and shared by all instances
 */
export async function readSecrets(config: Config): Promise<Secrets> {
  expectSecrets(config);
  return {
    jwt: config.jwtSecret ?? (await kept(config.dataDir, 'jwt-secret')),
    session: config.sessionSecret ?? (await kept(config.dataDir, 'session-secret')),
  };
}

/**
 * Asked before anything is written, so that a start that is refused leaves an outside database as it was.
 *
 * @throws Error in production with an outside database and without its secrets
 */
export function expectSecrets(config: Config): void {
  if (!config.production || config.databaseUrl === null) return;
  const missing = [
    ...(config.jwtSecret === null ? ['JWT_SECRET'] : []),
    ...(config.sessionSecret === null ? ['NEXTAUTH_SECRET'] : []),
  ];
  if (missing.length === 0) return;
  throw new Error(
    `${missing.join(' and ')} must be set when DATABASE_URL is: every instance needs the same secret. Make one with: openssl rand -hex 32`,
  );
}

/** Reads a secret of the data folder, or makes it. */
async function kept(dataDir: string, name: string): Promise<string> {
  const folder = join(dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = join(folder, name);
  const held = await readFile(path, 'utf8').catch(() => null);
  if (held !== null) return held.trim();
  const secret = randomBytes(32).toString('hex');
  // Fails when another process was faster; then its secret is the one.
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  return (await readFile(path, 'utf8')).trim();
}
