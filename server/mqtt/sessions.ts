import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Client } from 'aedes';
import type { DeviceActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';

/** What a connection proved. */
export interface Credential {
  readonly deviceId: string;
  /** Its token, when that was the proof. */
  readonly token: string | null;
  readonly certificate: { readonly fingerprint: string; readonly notAfter: number } | null;
}

export interface Session {
  readonly credential: Credential;
  readonly deviceId: string;
  /** Code of the market that it stood in when it connected. */
  readonly market: string;
}

/** Who connects: by a client certificate whose common name is the device's id, else by its id and its token. */
export function credentialOf(
  socket: Socket,
  username: string | undefined,
  password: Uint8Array | undefined,
): Credential {
  const shown = socket instanceof TLSSocket ? socket.getPeerCertificate() : null;
  if (shown !== null && shown.subject !== undefined)
    return byCertificate(socket as TLSSocket, shown, username);
  if (username === undefined || password === undefined) throw unknown();
  return { deviceId: username, token: Buffer.from(password).toString('utf8'), certificate: null };
}

function byCertificate(
  socket: TLSSocket,
  shown: ReturnType<TLSSocket['getPeerCertificate']>,
  username: string | undefined,
): Credential {
  const name: unknown = shown.subject.CN;
  // A name that stands there twice arrives as a list.
  if (!socket.authorized || typeof name !== 'string')
    throw unknown(`Its certificate does not hold (${socket.authorizationError?.toString() ?? 'no name'}).`);
  if (username !== undefined && username !== '' && username !== name)
    throw unknown('Its user name is not the name in its certificate.');
  const fingerprint = shown.fingerprint256.replaceAll(':', '').toLowerCase();
  return {
    deviceId: name,
    token: null,
    certificate: { fingerprint, notAfter: Date.parse(shown.valid_to) },
  };
}

/**
 * The device behind a credential, as things are now; asked at the start of a connection and again and again
 * while it lasts.
 *
 * @throws SmpError UNAUTHENTICATED or FORBIDDEN
 */
export async function deviceOf(runtime: Runtime, credential: Credential): Promise<DeviceActor> {
  const { deviceId, token, certificate } = credential;
  if (token !== null) {
    const device = await runtime.devices.authenticate(token);
    if (device.deviceId !== deviceId) throw unknown();
    return device;
  }
  if (certificate === null || certificate.notAfter <= runtime.clock.now())
    throw unknown('Its certificate expired.');
  if (runtime.revokedCertificates.has(certificate.fingerprint)) throw unknown('Its certificate was revoked.');
  return runtime.devices.admit(deviceId);
}

/** What whoever connects calls itself, proved or not. */
export function claimedName(socket: Socket | undefined, username: string | undefined): string | undefined {
  const shown = socket instanceof TLSSocket ? socket.getPeerCertificate() : null;
  const name: unknown = shown?.subject?.CN;
  return typeof name === 'string' ? name : username;
}

function unknown(why = 'Connect with the device id and its token, or its certificate.'): SmpError {
  return new SmpError('UNAUTHENTICATED', why);
}

/** The connections there are, and whose. */
export interface Sessions {
  add(client: Client, session: Session): void;
  of(client: Client): Session | null;
  /** Those that are open now. */
  open(): Iterable<readonly [Client, Session]>;
  count(): number;
  /** Takes one out of those that are open. @returns whether its device has no other one */
  left(client: Client): boolean;
}

/** A device that connects more often than this ends its oldest connection. */
const MAX_EACH = 8;

export function createSessions(): Sessions {
  // Of a client that left its last will is still to be judged.
  const known = new WeakMap<Client, Session>();
  const open = new Map<Client, Session>();
  const ofDevice = (deviceId: string) =>
    [...open].filter(([, session]) => session.deviceId === deviceId).map(([client]) => client);
  const each = new Map<string, number>();
  return {
    add(client, session) {
      const count = (each.get(session.deviceId) ?? 0) + 1;
      if (count > MAX_EACH) ofDevice(session.deviceId)[0]?.close();
      known.set(client, session);
      open.set(client, session);
      each.set(session.deviceId, count);
    },
    of: (client) => known.get(client) ?? null,
    open: () => open.entries(),
    count: () => open.size,
    left(client) {
      const session = open.get(client);
      if (session === undefined) return false;
      open.delete(client);
      const rest = (each.get(session.deviceId) ?? 1) - 1;
      if (rest > 0) each.set(session.deviceId, rest);
      else each.delete(session.deviceId);
      return rest <= 0;
    },
  };
}
