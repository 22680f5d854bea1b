import pino from 'pino';
import { prepareDemo } from '@/server/demo/backfill';

/* A process of its own that fills a database, for a test to kill. */

const now = Date.parse(process.env.DEMO_NOW ?? '');
await prepareDemo(
  {
    config: { demo: true },
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    databaseUrl: process.env.DEMO_URL ?? '',
  },
  JSON.parse(process.env.DEMO_SIZE ?? ''),
);
