import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;

/** The longest that the event loop was late while some work went on, ms. */
export async function loopDelays(work: () => Promise<void>): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  monitor.enable();
  await work();
  monitor.disable();
  return monitor.max / NS_PER_MS;
}
