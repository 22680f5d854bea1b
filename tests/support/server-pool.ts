import type { Pool } from 'pg';
import { afterAll, inject } from 'vitest';
import { createPool } from '@/lib/store/pool';

/** Connections to the database of the shared server, for this suite's tests; ended after them. */
export function serverPool(): Pool {
  const pool = createPool(inject('serverDatabaseUrl'), 2, () => undefined);
  afterAll(() => pool.end());
  return pool;
}
