import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { type DeviceConfig, NO_CONFIG } from '@/lib/market/device-config';
import { holdDevice, setDeviceSettings } from '@/lib/store/devices/change-device';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { type DeviceDeps, heldFor } from './move-device';
import { sealAct } from './seal-act';

/** What is changed; an absent member stays as it is, `null` takes it away. */
export interface DeviceSettings {
  readonly group?: string | null;
  readonly intervalSeconds?: number | null;
  readonly commodities?: readonly string[] | null;
}

/**
 * Changes what is asked of a device and the group that it belongs to. It hears of it by MQTT at once, by HTTP the
 * next time it asks.
 *
 * @throws SmpError INVALID for an unknown commodity, NOT_FOUND, FORBIDDEN
 */
export function setDevice(
  deps: DeviceDeps & { catalog(): Catalog },
  actor: Actor,
  input: { readonly deviceId: string; readonly settings: DeviceSettings; readonly requestId: string | null },
): Promise<{ readonly group: string | null; readonly config: DeviceConfig | null }> {
  const { deviceId, settings, requestId } = input;
  requireKnown(deps.catalog(), settings.commodities ?? []);
  return withLedger(deps.pool, async (work) => {
    const device = heldFor(actor, await holdDevice(work.client, deviceId), deviceId);
    const now = deps.clock.now();
    const group = settings.group === undefined ? device.group : settings.group;
    const config = merged(device.config ?? NO_CONFIG, settings);
    await setDeviceSettings(work.client, deviceId, group, config, now);
    await sealAct(work, actor, {
      at: now,
      action: 'device.set',
      subject: `device:${deviceId}`,
      before: { group: device.group, config: device.config },
      after: { group, config },
      requestId,
    });
    return { group, config };
  });
}

/** `null` when nothing is asked. */
function merged(held: DeviceConfig, settings: DeviceSettings): DeviceConfig | null {
  const { intervalSeconds = held.intervalSeconds, commodities = held.commodities } = settings;
  return intervalSeconds === null && commodities === null ? null : { intervalSeconds, commodities };
}

function requireKnown(catalog: Catalog, codes: readonly string[]): void {
  const unknown = codes.filter((code) => !catalog.commodityByCode.has(code));
  if (unknown.length === 0) return;
  throw new SmpError('INVALID', 'There is no such commodity.', {
    errors: unknown.slice(0, 10).map((code) => ({
      field: 'commodities',
      code: 'unknown_commodity',
      message: `There is no commodity "${code}".`,
    })),
  });
}
