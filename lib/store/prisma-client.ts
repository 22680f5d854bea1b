import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './prisma/client';

export type Db = PrismaClient;

/** Prisma over the same pool that the river uses; for everything that is not hot. */
export function createPrisma(pool: Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
