import { createHash, randomUUID } from 'node:crypto';
import { normaliseName } from '@/lib/market/names';
import type { Observation } from './sensors/sensor';

export interface Sender {
  readonly device_id: string;
  readonly market_id: string;
}

/**
 * The reading of an observation as the contract words it, with the id that it keeps for good.
 *
 * @param wanted names to send; `null`: all
 * @returns `null` when nothing of it is wanted
 */
export function composeReading(
  observation: Observation,
  sender: Sender,
  wanted: readonly string[] | null,
  now: number,
): { readonly readingId: string; readonly text: string } | null {
  const { timestamp, temperature, humidity, crowd, identity } = observation;
  const prices = Object.entries(observation.prices).filter(([name]) => isWanted(name, wanted));
  if (prices.length === 0) return null;
  const readingId = identity === undefined ? randomUUID() : namedUuid(`${sender.device_id}\n${identity}`);
  const reading = {
    timestamp: timestamp ?? new Date(now).toISOString(),
    market_id: sender.market_id,
    device_id: sender.device_id,
    reading_id: readingId,
    temperature,
    humidity,
    crowd,
    prices: Object.fromEntries(prices),
  };
  return { readingId, text: JSON.stringify(reading) };
}

/** Whether a sensor's name is among those to send, however it is spelled. @param wanted `null`: all */
export function isWanted(name: string, wanted: readonly string[] | null): boolean {
  if (wanted === null || wanted.includes(name)) return true;
  const folded = normaliseName(name);
  return wanted.some((one) => normaliseName(one) === folded);
}

/** The same name always gives the same UUID (version 8 of RFC 9562). */
function namedUuid(name: string): string {
  const hex = createHash('sha256').update(`smp-device-1\n${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
