import { ask } from './http-client';
import type { Credentials } from './token-file';
import { SOFTWARE } from './version';

const EACH_MS = 60_000;

/**
 * Tells the server each minute how this device is; a server that has no such door, or is away, is no trouble.
 *
 * @returns ends it
 */
export function tellServer(credentials: () => Credentials, waiting: () => number): () => void {
  const tell = () => {
    const { server, token } = credentials();
    const about = {
      state: 'online',
      queue_depth: waiting(),
      software: SOFTWARE,
      time: new Date().toISOString(),
    };
    return ask(`${server}/api/devices/status`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(about)),
    });
  };
  const timer = setInterval(() => void tell(), EACH_MS);
  void tell();
  return () => clearInterval(timer);
}
