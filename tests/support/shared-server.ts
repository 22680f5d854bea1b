import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { startTestServer } from './server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server that all HTTP tests of a run share; each registers devices of its own. */
    serverUrl: string;
    serverDatabaseUrl: string;
    adminToken: string;
    /** What the server signs device tokens with, so that a test can forge all but one part of a token. */
    jwtSecret: string;
  }
}

/** Starts the one server of the HTTP tests and makes an administrator's token for them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const jwtSecret = randomBytes(32).toString('hex');
  const server = await startTestServer({ env: { JWT_SECRET: jwtSecret } });
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  const db = createPrisma(pool);
  const { token } = await createApiToken(db, { role: 'admin', name: 'tests', expiresAt: null });
  await db.$disconnect();
  await pool.end();
  project.provide('serverUrl', server.url);
  project.provide('serverDatabaseUrl', server.databaseUrl);
  project.provide('adminToken', token);
  project.provide('jwtSecret', jwtSecret);
  return async () => {
    await server.stop();
  };
}
