/** Tells the time, in milliseconds since 1970 UTC. The only place that asks the machine for it. */
export interface Clock {
  now(): number;
}

/** As it was before Next replaced it by one that first looks which page is being made. */
const machineTime = Date.now;

/** @param startAt when given, the clock starts there and runs on from it (tests) */
export function createClock(startAt: number | null): Clock {
  if (startAt === null) return { now: () => machineTime() };
  const startedAt = performance.now();
  return { now: () => Math.round(startAt + performance.now() - startedAt) };
}
