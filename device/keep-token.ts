import { renew } from './join';
import type { Log } from './log';
import { type Credentials, needsRenewal, readCredentials, writeCredentials } from './token-file';

/** The token in use: renewed before it ends, and read again when somebody joined anew. */
export interface TokenKeeper {
  /** With the address that is in use. */
  current(): Credentials;
  /** Renews when it is time. */
  tend(): Promise<void>;
  /** @returns whether the file holds another token than before */
  reload(): boolean;
}

/** After a renewal that failed. */
const RETRY_MS = 10 * 60_000;

/** @param server address that the settings name instead of the one that was joined; `null` for none */
export function createTokenKeeper(
  path: string,
  held: Credentials,
  server: string | null,
  log: Log,
): TokenKeeper {
  const here = (joined: Credentials) => (server === null ? joined : { ...joined, server });
  let current = here(held);
  let tryFrom = 0;
  return {
    current: () => current,
    async tend() {
      if (!needsRenewal(current, Date.now()) || performance.now() < tryFrom) return;
      tryFrom = performance.now() + RETRY_MS;
      try {
        const fresh = await renew(current, Date.now);
        writeCredentials(path, fresh);
        current = fresh;
        log.info('renewed', { expires_at: fresh.expires_at });
      } catch (error) {
        log.warn('renewal-failed', { why: String(error), expires_at: current.expires_at });
      }
    },
    reload() {
      const found = readCredentials(path);
      if (found === null || found.token === current.token) return false;
      current = here(found);
      return true;
    },
  };
}
