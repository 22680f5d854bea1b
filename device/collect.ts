import { composeReading, isWanted } from './compose-reading';
import type { Log } from './log';
import { type Queue, QueueFull } from './queue/queue';
import type { RemoteConfig } from './remote-config';
import type { Sensor } from './sensors/sensor';
import type { Credentials } from './token-file';

export interface CollectDeps {
  readonly sensors: readonly Sensor[];
  readonly queue: Queue;
  readonly credentials: () => Credentials;
  /** Names to send; `null`: all. */
  readonly commodities: () => RemoteConfig['commodities'];
  readonly log: Log;
  readonly now: () => number;
  readonly onDropped: (count: number) => void;
}

/**
 * Asks every sensor once and queues what it says; one that knows where it stopped is asked until it has no more.
 * A sensor that fails does not keep the others from reporting.
 *
 * @returns how many readings are safely queued
 */
export async function collect(deps: CollectDeps): Promise<number> {
  let queued = 0;
  for (const sensor of deps.sensors) {
    try {
      for (;;) {
        const count = await collectFrom(sensor, deps);
        queued += count;
        if (count === 0 || sensor.queued === undefined) break;
      }
    } catch (error) {
      const full = error instanceof QueueFull;
      deps.log.error(full ? 'queue-full' : 'sensor-failed', { sensor: sensor.name, why: String(error) });
    }
  }
  return queued;
}

async function collectFrom(sensor: Sensor, deps: CollectDeps): Promise<number> {
  const observations = await sensor.read();
  const wanted = wantedOf(observations, deps);
  const composed = observations.flatMap((observation) => {
    const reading = composeReading(observation, deps.credentials(), wanted, deps.now());
    return reading === null ? [] : [reading];
  });
  const dropped = deps.queue.append(composed.map((reading) => reading.text));
  sensor.queued?.();
  for (const { readingId } of composed) deps.log.info('queued', { reading_id: readingId });
  if (dropped.length > 0) {
    deps.onDropped(dropped.length);
    deps.log.warn('dropped-oldest', { readings: dropped.length, why: 'the queue is full' });
  }
  return composed.length;
}

/** A wish that fits none of the names would silence the device; then everything is sent. */
function wantedOf(
  observations: Awaited<ReturnType<Sensor['read']>>,
  deps: CollectDeps,
): readonly string[] | null {
  const wanted = deps.commodities();
  if (wanted === null || observations.length === 0) return null;
  const fits = observations.some(({ prices }) => Object.keys(prices).some((name) => isWanted(name, wanted)));
  if (fits) return wanted;
  deps.log.warn('commodities-unknown', { wanted, why: 'no sensor uses these names; everything is sent' });
  return null;
}
