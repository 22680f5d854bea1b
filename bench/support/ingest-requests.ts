import { randomUUID } from 'node:crypto';
import type { TestDevice } from '@/tests/support/device';
import { postBytes } from './load';

const PRICES = [
  ['beras-medium', 13_400],
  ['bawang-merah', 40_000],
  ['gula-konsumsi', 18_000],
] as const;

/** A reading of three prices that move a little, as JSON text; each has an id of its own. */
export function readingText(device: TestDevice, n: number): string {
  const prices = Object.fromEntries(PRICES.map(([name, price]) => [name, price + ((n * 7) % 5) * 50]));
  return JSON.stringify({ ...device.reading({ prices }), reading_id: randomUUID() });
}

/** Requests of one reading each, made before the clock runs, as many as a run can need. */
export function singleRequests(
  devices: readonly TestDevice[],
  perConnection: number,
): readonly (readonly Buffer[])[] {
  return devices.map((device) =>
    Array.from({ length: perConnection }, (_, n) =>
      postBytes('/ingest', device.token, readingText(device, n)),
    ),
  );
}
