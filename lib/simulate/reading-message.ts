import type { Country } from './country';
import type { LiveReading } from './live-reading';

/** The body that a simulated device posts: the public contract's reading. */
export interface ReadingMessage {
  readonly timestamp: string;
  readonly market_id: string;
  readonly device_id: string;
  readonly region: string;
  readonly temperature: number;
  readonly humidity: number;
  readonly crowd: number;
  readonly prices: Readonly<Record<string, number>>;
}

/** Name of the one device of a simulated market. */
export function deviceIdOf(country: Country, market: number): string {
  return `DEV-${country.markets[market]?.code ?? 'SIM'}`;
}

/** The message as sent: what is true of its prices is left out. */
export function readingMessage(country: Country, reading: LiveReading): ReadingMessage {
  const prices = reading.prices.map((p) => [country.items[p.item]?.code ?? '', p.price] as const);
  return {
    timestamp: new Date(reading.observedAt).toISOString(),
    market_id: country.markets[reading.market]?.code ?? '',
    device_id: deviceIdOf(country, reading.market),
    region: country.regions[country.regionOf[reading.market] ?? -1]?.name ?? '',
    temperature: reading.temperature,
    humidity: reading.humidity,
    crowd: reading.crowd,
    prices: Object.fromEntries(prices),
  };
}
