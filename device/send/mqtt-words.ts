import { readFileSync } from 'node:fs';
import type { IClientOptions } from 'mqtt';
import type { OwnKey } from '../own-key';
import type { Credentials } from '../token-file';

/** PEM files of a TLS connection; `null` for none. */
export interface TlsFiles {
  /** Of the authority that signed the broker's certificate. */
  readonly ca: string | null;
  /** A certificate of the device's own, and its key. */
  readonly cert: string | null;
  readonly certKey: string | null;
}

const CONNECT_MS = 15_000;

/** What a device says at the door of a broker. @param will its last will, as text */
export function optionsFor(
  held: Credentials,
  tls: TlsFiles,
  will = wrappedStatus({ state: 'offline' }, null),
): IClientOptions {
  return {
    username: held.device_id,
    password: held.token,
    clientId: `${held.device_id}-${process.pid}`,
    clean: true,
    // Our queue on disk remembers what was not delivered; mqtt.js need not do so as well.
    reconnectPeriod: 0,
    queueQoSZero: false,
    connectTimeout: CONNECT_MS,
    will: {
      topic: `${topicOf(held)}/status`,
      payload: Buffer.from(will),
      qos: 1,
      retain: false,
    },
    ...filesOf(tls),
  };
}

function filesOf({ ca, cert, certKey }: TlsFiles): Pick<IClientOptions, 'ca' | 'cert' | 'key'> {
  return {
    ...(ca === null ? {} : { ca: readPem('--ca', ca) }),
    ...(cert === null || certKey === null
      ? {}
      : { cert: readPem('--cert', cert), key: readPem('--cert-key', certKey) }),
  };
}

/** @throws Error that names the setting and what to look at */
function readPem(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Error(`${setting} ${path} cannot be read (${code}); check its name and who may read it`);
  }
}

/** MQTT 3.1.1 has no headers: a signed reading travels as a text beside its signature, and the token if wanted. */
export function wrapped(text: string, key: OwnKey | null, token: string | null): string {
  if (key === null && token === null) return text;
  return JSON.stringify({
    body: text,
    ...(key === null ? {} : { signature: key.sign(Buffer.from(text)) }),
    ...(token === null ? {} : { token }),
  });
}

/** What a device says of itself, with the token if wanted. */
export function wrappedStatus(status: object, token: string | null): string {
  const text = JSON.stringify(status);
  return token === null ? text : JSON.stringify({ body: text, token });
}

/** Where a device's own topics begin. */
export function topicOf({ market_id, device_id }: Credentials): string {
  return `pasar/${market_id}/${device_id}`;
}

/** Whether a broker says that it does not let this device in; MQTT 3.1.1 has no words for why. */
export function isRefusal(why: string): boolean {
  return /not authorized|bad user ?name or password/i.test(why);
}
