/** What an administrator asks of a device; `null` leaves it to the device. */
export interface DeviceConfig {
  readonly intervalSeconds: number | null;
  /** Codes of the commodities to report. */
  readonly commodities: readonly string[] | null;
}

export const NO_CONFIG: DeviceConfig = { intervalSeconds: null, commodities: null };

/** As devices read it, by HTTP or MQTT. */
export function shownConfig(config: DeviceConfig | null): object {
  const { intervalSeconds, commodities } = config ?? NO_CONFIG;
  return { interval_seconds: intervalSeconds, commodities };
}
