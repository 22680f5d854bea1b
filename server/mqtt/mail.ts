import { toldConfig } from '@/lib/market/device-config';
import type { Runtime } from '@/lib/runtime';
import type { DeviceRecord } from '@/lib/store/devices/read-devices';

/** Puts what concerns one device where it hears it. */
export interface Mail {
  /** Kept by the broker for whenever the device comes. */
  sendConfig(market: string, device: string, config: object): Promise<void>;
}

/** Sends every device its settings, now and whenever they change. @returns a function that ends it */
export function startConfigMail(runtime: Runtime, mail: Mail): () => void {
  const sent = new Map<string, string>();

  function send(record: DeviceRecord): void {
    const market = runtime.catalog().markets.get(record.marketId)?.code;
    const config = toldConfig(runtime.catalog(), record.marketId, record.config);
    const text = JSON.stringify(config);
    if (market === undefined || (record.config === null && !sent.has(record.deviceId))) return;
    if (sent.get(record.deviceId) === text) return;
    sent.set(record.deviceId, text);
    mail.sendConfig(market, record.deviceId, config).catch((err: unknown) => {
      sent.delete(record.deviceId);
      runtime.log.warn({ err, deviceId: record.deviceId }, 'the settings of a device were not sent');
    });
  }

  for (const record of runtime.devices.all()) send(record);
  return runtime.devices.onChange(send);
}
