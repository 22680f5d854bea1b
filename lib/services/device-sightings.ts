import type { Sighting } from '@/lib/store/devices/write-sightings';

/** What a device says of itself. */
export interface DeviceStatus {
  readonly online?: boolean;
  /** Server's clock less the device's, ms. */
  readonly clockOffsetMs?: number;
  /** Percent. */
  readonly battery?: number;
  readonly queueDepth?: number;
  readonly software?: string;
}

/** Collects when devices were seen, so that a reading costs no write; a job writes it all at once. */
export interface DeviceSightings {
  /** The device itself was heard. */
  saw(deviceId: string, now: number, status?: DeviceStatus): void;
  /** Its connection ended. */
  left(deviceId: string): void;
  /** Writes what was collected. What cannot be written now is written with the next. */
  flush(): Promise<void>;
}

type Kept = { -readonly [K in keyof Sighting]: Sighting[K] };

/** @param write makes the sightings durable; losing a few seconds of them in a crash harms nobody */
export function createDeviceSightings(
  write: (sightings: readonly Sighting[]) => Promise<void>,
): DeviceSightings {
  let waiting = new Map<string, Kept>();

  function keep(sighting: Sighting): void {
    const held = waiting.get(sighting.deviceId);
    waiting.set(sighting.deviceId, {
      ...held,
      ...sighting,
      lastSeenAt: sighting.lastSeenAt ?? held?.lastSeenAt ?? null,
    });
  }

  return {
    saw(deviceId, now, status) {
      const held = status === undefined ? waiting.get(deviceId) : undefined;
      // Every reading comes here, and most say nothing new.
      if (held === undefined) keep({ ...status, deviceId, lastSeenAt: now });
      else held.lastSeenAt = now;
    },
    left: (deviceId) => keep({ deviceId, lastSeenAt: null, online: false }),
    async flush() {
      if (waiting.size === 0) return;
      const taken = waiting;
      waiting = new Map();
      try {
        await write([...taken.values()]);
      } catch (error) {
        const later = waiting;
        waiting = taken;
        for (const sighting of later.values()) keep(sighting);
        throw error;
      }
    },
  };
}
