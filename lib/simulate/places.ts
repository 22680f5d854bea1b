import type { Region, TimeZone } from '@/lib/market/region';
import type { Place } from './domain-figures';
import { keyOf, uniform } from './noise';

/** An invented market. Its code and name say so wherever they are shown. */
export interface SimulatedMarket {
  /** Position in the country, from 0. */
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly regionId: number;
  readonly timeZone: TimeZone;
  readonly latitude: number;
  readonly longitude: number;
}

const FLOWERS = [
  'Melati',
  'Mawar',
  'Anggrek',
  'Kenanga',
  'Cempaka',
  'Teratai',
  'Dahlia',
  'Seruni',
  'Kamboja',
];
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Places `count` markets over all provinces, at least one in each, in proportion to their weights. */
export function placeMarkets(
  seed: number,
  count: number,
  regions: readonly Region[],
  places: readonly Place[],
): SimulatedMarket[] {
  const counts = share(count, regions, places);
  const markets: SimulatedMarket[] = [];
  for (const [r, region] of regions.entries()) {
    const place = places.find((p) => p.regionId === region.id);
    const total = counts[r] ?? 0;
    for (let k = 0; k < total; k += 1) {
      markets.push(placeOne(seed, markets.length, k, total, region, place));
    }
  }
  return markets;
}

function placeOne(
  seed: number,
  index: number,
  k: number,
  total: number,
  region: Region,
  place: Place | undefined,
): SimulatedMarket {
  const turn = 2 * Math.PI * uniform(keyOf(seed, 1, region.id), 0) + k * GOLDEN_ANGLE;
  const distance = (place?.reachDegrees ?? 0.05) * Math.sqrt((k + 0.5) / total);
  const flower = FLOWERS[k % FLOWERS.length] ?? 'Melati';
  const lap = Math.floor(k / FLOWERS.length);
  return {
    index,
    code: `SIM-${region.id}-${String(k + 1).padStart(2, '0')}`,
    name: `Pasar Simulasi ${flower}${lap === 0 ? '' : ` ${lap + 1}`}`,
    city: `Kota Simulasi ${Math.floor(k / 2) + 1}`,
    regionId: region.id,
    timeZone: region.timeZone,
    latitude: round4((place?.latitude ?? region.latitude) + distance * Math.sin(turn)),
    longitude: round4((place?.longitude ?? region.longitude) + distance * Math.cos(turn)),
  };
}

/** Each next market goes to the province that has the fewest for its weight. */
function share(count: number, regions: readonly Region[], places: readonly Place[]): number[] {
  const weights = regions.map((r) => places.find((p) => p.regionId === r.id)?.weight ?? 1);
  const counts = regions.map(() => 1);
  for (let placed = regions.length; placed < count; placed += 1) {
    let poorest = 0;
    for (const [r, weight] of weights.entries()) {
      if ((counts[r] ?? 0) / weight < (counts[poorest] ?? 0) / (weights[poorest] ?? 1)) poorest = r;
    }
    counts[poorest] = (counts[poorest] ?? 0) + 1;
  }
  return counts;
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
