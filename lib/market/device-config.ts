import type { Catalog } from './catalog';

/** What an administrator asks of a device; `null` leaves it to the device. */
export interface DeviceConfig {
  readonly intervalSeconds: number | null;
  /** Codes of the commodities to report. */
  readonly commodities: readonly string[] | null;
}

export const NO_CONFIG: DeviceConfig = { intervalSeconds: null, commodities: null };

/** As administrators read it. */
export function shownConfig(config: DeviceConfig | null): object {
  const { intervalSeconds, commodities } = config ?? NO_CONFIG;
  return { interval_seconds: intervalSeconds, commodities };
}

/**
 * As devices read it, by HTTP or MQTT: beside the codes of the commodities every name that means one of them in the
 * device's market, in the form of `normaliseName`, as sensors seldom use our codes.
 */
export function toldConfig(catalog: Catalog, marketId: number, config: DeviceConfig | null): object {
  const codes = config?.commodities ?? null;
  return { ...shownConfig(config), names: codes === null ? null : namesOf(catalog, marketId, codes) };
}

function namesOf(catalog: Catalog, marketId: number, codes: readonly string[]): readonly string[] {
  const wanted = new Set(codes.flatMap((code) => catalog.commodityByCode.get(code)?.id ?? []));
  const own = `${marketId}:`;
  const names = new Set<string>();
  // A name that means several goods means none, unless the market has its own sense of it.
  for (const [name, ids] of catalog.aliases)
    if (ids.length === 1 && ids.every((id) => wanted.has(id))) names.add(name);
  for (const [key, id] of catalog.marketAliases) {
    if (!key.startsWith(own)) continue;
    const name = key.slice(own.length);
    if (wanted.has(id)) names.add(name);
    else names.delete(name);
  }
  return [...names].sort();
}
