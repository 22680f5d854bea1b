import { startLiveDemo } from '../demo/live';
import type { BuiltRuntime } from '../runtime/build-runtime';
import { every } from './every';
import { startLedger } from './ledger-publish';
import { startSettling } from './settle-prices';

const FACTS_MS = 30_000;
const DEVICES_MS = 2_000;
const HISTORY_MS = 3_000;

/** Starts what happens by itself. @returns a function that ends all of it */
export async function startJobs(built: BuiltRuntime, port: number): Promise<() => Promise<void>> {
  const { runtime } = built;
  const stops = [
    every(FACTS_MS, 'facts', runtime.log, () => built.refreshFacts()),
    every(DEVICES_MS, 'devices', runtime.log, () => runtime.devices.refresh()),
    every(HISTORY_MS, 'history', runtime.log, () => built.noticeHistory()),
    await startLedger(runtime.ledger(), runtime.log),
    startSettling(runtime),
    await startLiveDemo(runtime, port),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
