import type { Catalog } from '@/lib/market/catalog';
import { shownConfig } from '@/lib/market/device-config';
import type { ListedDevice } from '@/lib/market/listed-device';

/** A device as administrators read it. */
export function shownDevice(catalog: Catalog, d: ListedDevice): object {
  const market = catalog.markets.get(d.marketId);
  return {
    device_id: d.deviceId,
    market_id: market?.code ?? '',
    market_name: market?.name ?? '',
    region: market?.regionId ?? 0,
    role: d.role,
    state: d.state,
    simulated: d.simulated,
    group: d.group,
    person: d.person,
    created_at: isoOf(d.createdAt),
    last_seen_at: isoOf(d.lastSeenAt),
    silent_since: isoOf(d.silentSince),
    online: d.online,
    clock_offset_ms: d.clockOffsetMs,
    battery: d.battery,
    queue_depth: d.queueDepth,
    software: d.software,
    signs: d.signs,
    config: shownConfig(d.config),
  };
}

function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
