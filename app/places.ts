import { ROLES } from '@/lib/auth/actor';
import { getRuntime } from '@/lib/runtime';

/** Roles that a person can have. */
export const PERSON_ROLES = ROLES.filter((role) => role !== 'public');

/** Provinces to choose from, by name. */
export function regionChoices(): readonly { readonly value: string; readonly text: string }[] {
  const regions = [...getRuntime().catalog().regions.values()];
  return regions
    .map(({ id, name }) => ({ value: String(id), text: name }))
    .sort((a, b) => a.text.localeCompare(b.text, 'id'));
}

/** The market or province that somebody or something belongs to; `null` for the nation. */
export function placeName(at: {
  readonly marketId: number | null;
  readonly regionId: number | null;
}): string | null {
  const { markets, regions } = getRuntime().catalog();
  if (at.marketId !== null) return markets.get(at.marketId)?.name ?? null;
  return at.regionId === null ? null : (regions.get(at.regionId)?.name ?? null);
}

export function marketCode(marketId: number | null): string {
  return marketId === null ? '' : (getRuntime().catalog().markets.get(marketId)?.code ?? '');
}
