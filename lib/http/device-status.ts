import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { parseFields } from './query';

/** What a device says of itself; everything may be absent. */
export const deviceStatus = z.strictObject({
  state: z.enum(['online', 'offline']).optional(),
  battery: z.number().min(0).max(100).optional().meta({ description: 'Percent' }),
  queue_depth: z
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .meta({ description: 'Readings that wait' }),
  software: z
    .string()
    .regex(/^[\x20-\x7e]{1,64}$/, 'Write up to 64 plain letters, such as smp-device/1.2')
    .optional(),
  time: z.iso.datetime({ offset: true }).optional().meta({ description: "The device's clock now" }),
});

/** A clock that is further off than this is not set at all. */
const MAX_OFFSET_MS = 2_000_000_000;

/** Takes in what a device says of itself. @throws SmpError INVALID that names each bad member */
export function takeStatus(runtime: Runtime, deviceId: string, body: unknown): void {
  const { state, battery, queue_depth, software, time } = parseFields(body, deviceStatus);
  const now = runtime.clock.now();
  if (state === 'offline') {
    runtime.sightings.left(deviceId);
    return;
  }
  const offset = time === undefined ? undefined : now - Date.parse(time);
  runtime.sightings.saw(deviceId, now, {
    ...(state === undefined ? {} : { online: true }),
    ...(battery === undefined ? {} : { battery: Math.round(battery) }),
    ...(queue_depth === undefined ? {} : { queueDepth: queue_depth }),
    ...(software === undefined ? {} : { software }),
    ...(offset === undefined
      ? {}
      : { clockOffsetMs: Math.max(-MAX_OFFSET_MS, Math.min(MAX_OFFSET_MS, offset)) }),
  });
}
