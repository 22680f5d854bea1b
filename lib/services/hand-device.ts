import { type Actor, isRole, type UserActor } from '@/lib/auth/actor';
import { covers, may } from '@/lib/auth/may';
import { canRegisterDevices } from '@/lib/auth/permissions';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { type HeldDevice, holdDevice } from '@/lib/store/devices/change-device';
import { findCandidate, type HolderCandidate, readHolder, writeHolder } from '@/lib/store/devices/holders';
import { type LedgerWork, withLedger } from '@/lib/store/ledger/append-leaves';
import type { DeviceDeps } from './move-device';
import { sealAct } from './seal-act';

type Deps = DeviceDeps & { catalog(): Catalog };
type PlacedDevice = Pick<HeldDevice, 'deviceId' | 'marketId' | 'regionId'>;

/**
 * An administrator says who reports with a device. What somebody reported with it stays theirs, whoever has it later.
 *
 * @param input.email address of the person; `null`: nobody from now on
 * @returns name of the person
 * @throws SmpError FORBIDDEN; NOT_FOUND for a device or person that the actor does not look after; INVALID for a
 *   person who reports nothing there
 */
export function handDevice(
  deps: Deps,
  actor: Actor,
  input: { readonly deviceId: string; readonly email: string | null; readonly requestId: string | null },
): Promise<string | null> {
  const { deviceId, email, requestId } = input;
  return withLedger(deps.pool, async (work) => {
    const device = await holdDevice(work.client, deviceId);
    if (device === null || !canRegisterDevices(actor, device)) throw noDevice(deviceId);
    return handWithin(deps, work, actor, device, email, requestId);
  });
}

/** The same inside a transaction that holds the device and has asked whether the actor may. */
export async function handWithin(
  deps: Deps,
  work: LedgerWork,
  actor: Actor,
  device: PlacedDevice,
  email: string | null,
  requestId: string | null,
): Promise<string | null> {
  const person = email === null ? null : await findCandidate(work.client, { email });
  if (email !== null && (person === null || !looksAfter(deps.catalog(), actor, person))) throw noPerson();
  return give(deps, work, actor, device, person, requestId);
}

/**
 * A signed-in person takes the phone that is in their hands: they show its token.
 *
 * @param deviceId of the token, already checked
 * @returns name of the person
 * @throws SmpError FORBIDDEN, INVALID as above
 */
export function adoptDevice(
  deps: Deps,
  actor: UserActor,
  input: { readonly deviceId: string; readonly requestId: string | null },
): Promise<string | null> {
  return withLedger(deps.pool, async (work) => {
    const device = await holdDevice(work.client, input.deviceId);
    const person = await findCandidate(work.client, { userId: actor.userId });
    if (device === null || person === null) throw noDevice(input.deviceId);
    return give(deps, work, actor, device, person, input.requestId);
  });
}

async function give(
  deps: Deps,
  work: LedgerWork,
  actor: Actor,
  device: PlacedDevice,
  person: HolderCandidate | null,
  requestId: string | null,
): Promise<string | null> {
  if (person !== null) requireReporter(person, device);
  const before = await readHolder(work.client, device.deviceId);
  const [from, to] = [before?.userId ?? null, person?.userId ?? null];
  if (from === to) return person?.name ?? null;
  const at = deps.clock.now();
  await writeHolder(work.client, device.deviceId, to, at);
  await sealAct(work, actor, {
    at,
    action: 'device.hand',
    subject: `device:${device.deviceId}`,
    before: { person: from },
    after: { person: to },
    requestId,
  });
  return person?.name ?? null;
}

/** Who reports belongs to the market, or to a place around it. */
function requireReporter(person: HolderCandidate, { marketId, regionId }: PlacedDevice): void {
  const role = isRole(person.role) ? person.role : 'public';
  if (may({ kind: 'user', ...person, role }, 'report prices', { marketId, regionId })) return;
  const message = 'This person reports no prices in this market; look at the role and the place.';
  throw new SmpError('INVALID', message, { errors: [{ field: 'person', code: 'not_a_reporter', message }] });
}

function looksAfter(catalog: Catalog, actor: Actor, { marketId, regionId }: HolderCandidate): boolean {
  const region = marketId === null ? regionId : (catalog.markets.get(marketId)?.regionId ?? null);
  return covers(actor, { marketId, regionId: region });
}

function noDevice(deviceId: string): SmpError {
  return new SmpError('NOT_FOUND', `There is no device ${deviceId} that you look after.`);
}

function noPerson(): SmpError {
  const message = 'You look after nobody with this address.';
  return new SmpError('NOT_FOUND', message, {
    errors: [{ field: 'person', code: 'unknown_person', message }],
  });
}
