import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type LearnOrder, learnWeeks } from '@/lib/services/learn-weeks';
import { createPool } from '@/lib/store/pool';

/** Where the system counts threads one by one, prices go before learning. */
const LOW = 10;
if (process.platform === 'linux') setPriority(LOW);

/** One holds the lock while the other reads. */
const CONNECTIONS = 2;
const { databaseUrl } = workerData as { readonly databaseUrl: string };
const pool = createPool(databaseUrl, CONNECTIONS, () => undefined);

/** An error ends the thread, and whoever waits for the answer hears of it. */
parentPort?.on('message', async (order: LearnOrder) => {
  parentPort?.postMessage(await learnWeeks(pool, order));
});
