import type { DeviceActor } from '@/lib/auth/actor';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { DeviceRecord } from '@/lib/store/devices/read-devices';

/** Every device in memory, so that a reading costs no query; refreshed every two seconds by the server. */
export interface DeviceRegistry {
  /** @throws SmpError UNAUTHENTICATED when the token is not valid or was revoked, FORBIDDEN when suspended */
  authenticate(token: string): Promise<DeviceActor>;
  /** For one whose name is known otherwise, e.g. by a certificate. @throws SmpError as `authenticate` */
  admit(deviceId: string): Promise<DeviceActor>;
  /** What is known of a device in memory. */
  record(deviceId: string): DeviceRecord | null;
  all(): Iterable<DeviceRecord>;
  /** Takes in what changed in the database since the last call. */
  refresh(): Promise<void>;
  /** Calls back for each device that changed. @returns a function that ends it */
  onChange(listener: (record: DeviceRecord) => void): () => void;
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
  const listeners = new Set<(record: DeviceRecord) => void>();
  let newest = 0;

  function take(record: DeviceRecord): void {
    const held = devices.get(record.deviceId);
    devices.set(record.deviceId, record);
    newest = Math.max(newest, record.changedAt);
    if (held === undefined || !sameRecord(held, record)) for (const listener of listeners) listener(record);
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
      const now = deps.clock.now();
      const claims = deps.tokens.verify(token, now);
      const device = devices.get(claims.deviceId) ?? (await find(claims.deviceId));
      if (device === null || !takesVersion(device, claims.version, now)) throw revoked();
      return actorOf(device);
    },
    async admit(deviceId) {
      const device = devices.get(deviceId) ?? (await find(deviceId));
      if (device === null) throw revoked();
      return actorOf(device);
    },
    record: (deviceId) => devices.get(deviceId) ?? null,
    all: () => devices.values(),
    async refresh() {
      for (const record of await deps.readChangedSince(Math.max(0, newest - OVERLAP_MS))) take(record);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Whether a token of that version opens doors: the newest, and for a while the one before. */
export function takesVersion(
  device: Pick<DeviceRecord, 'tokenVersion' | 'previousUntil'>,
  version: number,
  now: number,
): boolean {
  if (version === device.tokenVersion) return true;
  return version === device.tokenVersion - 1 && now < device.previousUntil;
}

function actorOf(device: DeviceRecord): DeviceActor {
  if (device.status === 'revoked' || device.status === 'retired') throw revoked();
  if (device.status === 'suspended')
    throw new SmpError('FORBIDDEN', 'The device is suspended; ask your administrator.');
  if (device.status === 'pending')
    throw new SmpError(
      'FORBIDDEN',
      'The device has not redeemed its code yet; do so at POST /api/auth/token.',
    );
  const { deviceId, marketId, simulated } = device;
  return { kind: 'device', deviceId, marketId, simulated };
}

function revoked(): SmpError {
  return new SmpError(
    'UNAUTHENTICATED',
    'The device token was revoked; ask your administrator for a new code.',
  );
}

function sameRecord(a: DeviceRecord, b: DeviceRecord): boolean {
  return a.changedAt === b.changedAt && JSON.stringify(a) === JSON.stringify(b);
}
