import type { DeviceActor } from '@/lib/auth/actor';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { DeviceRecord } from '@/lib/store/devices/read-devices';

/** Every device in memory, so that a reading costs no query; refreshed every two seconds by the server. */
export interface DeviceRegistry {
  /** @throws SmpError UNAUTHENTICATED when the token is not valid or was revoked, FORBIDDEN when suspended */
  authenticate(token: string): Promise<DeviceActor>;
  /** Takes in what changed in the database since the last call. */
  refresh(): Promise<void>;
}

export interface DeviceRegistryDeps {
  readonly tokens: DeviceTokens;
  readonly clock: Clock;
  readonly readChangedSince: (since: number) => Promise<readonly DeviceRecord[]>;
  /** For a device that another instance registered a moment ago. */
  readonly readOne: (deviceId: string) => Promise<DeviceRecord | null>;
}

/** Database clocks and commit order may differ by this much; changes are read again within it. */
const OVERLAP_MS = 10_000;

export function createDeviceRegistry(deps: DeviceRegistryDeps): DeviceRegistry {
  const devices = new Map<string, DeviceRecord>();
  let newest = 0;

  function take(record: DeviceRecord): void {
    devices.set(record.deviceId, record);
    newest = Math.max(newest, record.changedAt);
  }

  async function find(deviceId: string): Promise<DeviceRecord | null> {
    const known = devices.get(deviceId);
    if (known !== undefined) return known;
    const record = await deps.readOne(deviceId);
    if (record !== null) take(record);
    return record;
  }

  return {
    async authenticate(token) {
      const claims = deps.tokens.verify(token, deps.clock.now());
      const device = devices.get(claims.deviceId) ?? (await find(claims.deviceId));
      if (device === null || device.tokenVersion !== claims.version || device.status === 'revoked') {
        throw new SmpError(
          'UNAUTHENTICATED',
          'The device token was revoked; ask your administrator for a new code.',
        );
      }
      if (device.status !== 'active') {
        throw new SmpError('FORBIDDEN', `The device is ${device.status}; ask your administrator.`);
      }
      return {
        kind: 'device',
        deviceId: device.deviceId,
        marketId: device.marketId,
        simulated: device.simulated,
      };
    },
    async refresh() {
      for (const record of await deps.readChangedSince(Math.max(0, newest - OVERLAP_MS))) take(record);
    },
  };
}
