import type { DeviceConfig } from './device-config';
import type { DeviceState } from './device-state';

/** One device as administrators see it. Times are ms since 1970. */
export interface ListedDevice {
  readonly deviceId: string;
  readonly marketId: number;
  readonly role: string;
  readonly state: DeviceState;
  readonly simulated: boolean;
  readonly group: string | null;
  readonly lastSeenAt: number | null;
  readonly silentSince: number | null;
  readonly online: boolean;
  readonly clockOffsetMs: number | null;
  readonly battery: number | null;
  readonly queueDepth: number | null;
  readonly software: string | null;
  /** Whether it registered a key and must sign. */
  readonly signs: boolean;
  readonly config: DeviceConfig | null;
  /** Name of who reports with it; `null` for nobody. */
  readonly person: string | null;
  readonly createdAt: number;
}
