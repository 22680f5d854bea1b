/** A place on the earth, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What stands against a point as a place of Indonesia. */
export type PointFault = 'not_a_point' | 'swapped_point' | 'outside_indonesia';

const SOUTH = -11.2;
const NORTH = 6.2;
const WEST = 94.8;
const EAST = 141.2;
/** No place of Indonesia is farther from every province's label point. */
const FARTHEST_KM = 700;
const EARTH_KM = 6_371;

/** A number of degrees as people write it, `-6.2` or `-6,2`; `null` when it is none. */
export function parseDegrees(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  if (!/^-?\d{1,3}(\.\d{1,12})?$/.test(plain)) return null;
  return Number(plain);
}

/** Whether a market can stand there; `null` when it can. Water and neighbours inside the frame pass. */
export function pointFault(point: Point, labels: Iterable<Point>): PointFault | null {
  const { latitude, longitude } = point;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return inFrame({ latitude: longitude, longitude: latitude }) ? 'swapped_point' : 'not_a_point';
  }
  if (!inFrame(point))
    return inFrame({ latitude: longitude, longitude: latitude }) ? 'swapped_point' : 'outside_indonesia';
  for (const label of labels) if (distanceKm(point, label) <= FARTHEST_KM) return null;
  return 'outside_indonesia';
}

function inFrame({ latitude, longitude }: Point): boolean {
  return latitude >= SOUTH && latitude <= NORTH && longitude >= WEST && longitude <= EAST;
}

/** Along the great circle, kilometres. */
export function distanceKm(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

const NEAR_KM = 100;
const FAR_KM = 300;

/**
 * Why a point looks as if it belonged elsewhere: it is far from its province's label point, or well away from it and
 * much nearer to another one. `null` when nothing is strange; large provinces may still be right.
 */
export function farFromHome<P extends Point & { readonly id: number }>(
  point: Point,
  home: P,
  all: Iterable<P>,
): { readonly km: number; readonly nearest: P } | null {
  const km = distanceKm(point, home);
  if (km <= NEAR_KM) return null;
  let nearest = home;
  for (const other of all) if (distanceKm(point, other) < distanceKm(point, nearest)) nearest = other;
  return km > FAR_KM || distanceKm(point, nearest) < km / 2 ? { km: Math.round(km), nearest } : null;
}
