import type { Db } from '../prisma-client';

/** Lets one transaction at a time register this device, whether it exists already or not. Held until it ends. */
export async function lockDevice(db: Pick<Db, '$queryRaw'>, deviceId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('device:' || ${deviceId}, 0))::text`;
}
