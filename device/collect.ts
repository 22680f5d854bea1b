import { composeReading, isWanted } from './compose-reading';
import { isDiskFull } from './disk-full';
import type { Log } from './log';
import { type Queue, QueueFull } from './queue/queue';
import type { RemoteConfig } from './remote-config';
import type { Sensor } from './sensors/sensor';
import type { Credentials } from './token-file';
import type { Unkept } from './unkept';

export interface CollectDeps {
  readonly sensors: readonly Sensor[];
  readonly queue: Queue;
  readonly unkept: Unkept;
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
      deps.log.error(eventOf(error), { sensor: sensor.name, why: String(error) });
    }
  }
  return queued;
}

function eventOf(error: unknown): string {
  if (error instanceof QueueFull) return 'queue-full';
  return isDiskFull(error) ? 'disk-full' : 'sensor-failed';
}

async function collectFrom(sensor: Sensor, deps: CollectDeps): Promise<number> {
  const observations = await sensor.read();
  const wanted = wantedOf(observations, deps);
  const composed = observations.flatMap((observation) => {
    const reading = composeReading(observation, deps.credentials(), wanted, deps.now());
    return reading === null ? [] : [reading];
  });
  const texts = composed.map((reading) => reading.text);
  // A sensor that knows where it stopped is asked for the same again.
  const dropped = sensor.queued === undefined ? deps.unkept.queue(texts) : deps.queue.append(texts).length;
  sensor.queued?.();
  for (const { readingId } of composed) deps.log.info('queued', { reading_id: readingId });
  if (dropped > 0) {
    deps.onDropped(dropped);
    deps.log.warn('dropped-oldest', { readings: dropped, why: 'the queue is full' });
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
