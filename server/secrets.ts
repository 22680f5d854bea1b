import { join } from 'node:path';
import type { Config } from '@/lib/config';
import { keptSecret } from './kept-secret';

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

function kept(dataDir: string, name: string): Promise<string> {
  return keptSecret(join(dataDir, 'secrets', name));
}
