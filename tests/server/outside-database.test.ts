import { describe, expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { createLog } from '@/lib/log';
import { openDatabase } from '@/server/database';
import { startServer } from '@/server/start-server';
import { createStopStack } from '@/server/start-stack';

/** Nothing listens there. */
const DATABASE_URL = 'postgresql://smp:hush-hush@127.0.0.1:1/smp';
const SECRET = 'a'.repeat(40);
const log = createLog('silent', null);

describe('a start with an outside database', () => {
  it.each([
    [{}, /^JWT_SECRET and NEXTAUTH_SECRET must be set/],
    [{ JWT_SECRET: SECRET }, /^NEXTAUTH_SECRET must be set/],
    [{ NEXTAUTH_SECRET: SECRET, JWT_SECRET: '' }, /^JWT_SECRET must be set/],
  ])('in production is refused over its secrets before the database is asked: %o', async (env, words) => {
    const config = readConfig({ ...env, NODE_ENV: 'production', DATABASE_URL });
    const started = startServer(config, log, process.cwd(), new AbortController().signal);
    await expect(started).rejects.toThrow(words);
  });

  it.each([DATABASE_URL, 'postgresql://smp:hush-hush@nowhere.invalid:5432/smp'])(
    'names the variable when nothing answers, and keeps the password to itself',
    async (databaseUrl) => {
      const config = { databaseUrl, dataDir: '/nowhere', keepDays: null };
      const opened = openDatabase(config, log, 'prisma/migrations', createStopStack(), true);
      await expect(opened).rejects.toThrow(/^The database that DATABASE_URL names cannot be used: ./);
      await expect(opened).rejects.not.toThrow(/hush-hush/);
    },
  );
});
