import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { privateFolder, writePrivately } from './private-files';

/** What joining gave this device; the token is its password everywhere. */
export interface Credentials {
  readonly server: string;
  readonly device_id: string;
  readonly market_id: string;
  readonly token: string;
  /** ISO 8601. */
  readonly expires_at: string;
  /** ISO 8601; when this token was received, by the server's clock. */
  readonly issued_at: string;
}

const FIELDS = ['server', 'device_id', 'market_id', 'token', 'expires_at', 'issued_at'] as const;

/** @returns `null` before the device has joined. @throws Error when the file is not what was written */
export function readCredentials(path: string): Credentials | null {
  if (!existsSync(path)) return null;
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  let held: Partial<Credentials>;
  try {
    held = JSON.parse(readFileSync(path, 'utf8')) as Partial<Credentials>;
  } catch {
    held = {};
  }
  const missing = FIELDS.filter((name) => typeof held[name] !== 'string');
  if (missing.length === 0) return held as Credentials;
  throw new Error(`${path} lacks ${missing.join(', ')}; join again with --register and a new code.`);
}

export function writeCredentials(path: string, credentials: Credentials): void {
  privateFolder(dirname(path));
  writePrivately(path, `${JSON.stringify(credentials, null, 2)}\n`);
}

/** A token is renewed in the last fifth of its life, so that a device may be off for weeks. */
export function needsRenewal(credentials: Credentials, now: number): boolean {
  const issued = Date.parse(credentials.issued_at);
  const expires = Date.parse(credentials.expires_at);
  return now >= expires - (expires - issued) / 5;
}
