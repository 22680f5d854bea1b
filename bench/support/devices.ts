import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { registerTestDevice, type TestDevice } from '@/tests/support/device';
import type { TestServer } from '@/tests/support/server';

/** So many devices at the example market, registered through the public door. */
export async function registerDevices(server: TestServer, count: number): Promise<readonly TestDevice[]> {
  const pool = createPool(server.databaseUrl, 1, () => undefined);
  const db = createPrisma(pool);
  const { token } = await createApiToken(db, { role: 'admin', name: 'bench', expiresAt: null });
  await db.$disconnect();
  await pool.end();
  const devices: TestDevice[] = [];
  for (let i = 0; i < count; i++) devices.push(await registerTestDevice(server.url, token));
  return devices;
}
