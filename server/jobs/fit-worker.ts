import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { fitWeekModel, type WeekTask } from '@/lib/impact/fit-week-model';

/** Where the system counts threads one by one, prices go before learning. */
const LOW = 10;
if (process.platform === 'linux') setPriority(LOW);

parentPort?.on('message', (task: WeekTask) => {
  const model = fitWeekModel(task);
  parentPort?.postMessage(model === null ? null : JSON.stringify(model));
});
