/** The life of a device. `pending` has a code but no token yet; `retired` is the end. */
export const DEVICE_STATES = ['pending', 'active', 'suspended', 'revoked', 'retired'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** What moves a device on. `enrol` gives it a new code, `redeem` is the device using one. */
export const DEVICE_MOVES = ['enrol', 'redeem', 'suspend', 'resume', 'revoke', 'retire'] as const;
export type DeviceMove = (typeof DEVICE_MOVES)[number];

const TABLE: Readonly<Record<DeviceState, Partial<Record<DeviceMove, DeviceState>>>> = {
  pending: { enrol: 'pending', redeem: 'active', revoke: 'revoked', retire: 'retired' },
  active: {
    enrol: 'active',
    redeem: 'active',
    suspend: 'suspended',
    revoke: 'revoked',
    retire: 'retired',
  },
  suspended: { resume: 'active', revoke: 'revoked', retire: 'retired' },
  revoked: { enrol: 'pending', retire: 'retired' },
  retired: {},
};

/** The state after a move; `null` when a device in this state cannot make it. */
export function afterMove(state: DeviceState, move: DeviceMove): DeviceState | null {
  return TABLE[state][move] ?? null;
}

export function isDeviceState(value: string): value is DeviceState {
  return (DEVICE_STATES as readonly string[]).includes(value);
}
