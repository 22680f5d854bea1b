import { type Actor, isRole, type Role } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import { type Catalog, marketCalled } from '@/lib/market/catalog';
import { isShownName } from '@/lib/market/shown-name';

/** What somebody is, and where. */
export interface Standing {
  readonly name: string;
  readonly role: Role;
  readonly marketId: number | null;
  readonly regionId: number | null;
}

export interface StandingInput {
  readonly name: string;
  readonly role: string;
  /** Code of a market; empty for none. */
  readonly market: string;
  /** Number of a province; empty for none. */
  readonly region: string;
}

const MAX_NAME = 120;

/** Reads a standing as it was typed. @throws SmpError INVALID that names the field */
export function readStanding(catalog: Catalog, input: StandingInput): Standing {
  const name = input.name.trim();
  if (!isShownName(name, 1, MAX_NAME)) throw bad('name', `Write a name of up to ${MAX_NAME} signs.`);
  if (!isRole(input.role) || input.role === 'public') throw bad('role', 'Choose one of the roles.');
  const market = input.market.trim() === '' ? null : marketCalled(catalog, input.market);
  if (market === undefined) throw bad('market', `There is no market "${input.market}".`);
  const region = input.region === '' ? null : (catalog.regions.get(Number(input.region)) ?? undefined);
  if (region === undefined) throw bad('region', `There is no province "${input.region}".`);
  if (market !== null && region !== null)
    throw bad('market', 'Choose a market or a province, not both.', 'market_and_region');
  return { name, role: input.role, marketId: market?.id ?? null, regionId: region?.id ?? null };
}

/** @throws SmpError FORBIDDEN unless the actor manages people where this one stands */
export function requireManages(
  actor: Actor,
  catalog: Catalog,
  at: { readonly marketId: number | null; readonly regionId: number | null },
): void {
  const regionId = at.marketId === null ? at.regionId : (catalog.markets.get(at.marketId)?.regionId ?? null);
  if (may(actor, 'manage people', { marketId: at.marketId, regionId })) return;
  const message = 'Only an administrator of this place may do that.';
  throw new SmpError('FORBIDDEN', message, { errors: [{ field: 'region', code: 'outside', message }] });
}

export function bad(field: string, message: string, code = `bad_${field}`): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code, message }] });
}
