import { ask } from './http-client';
import type { Credentials } from './token-file';

/** Tells the server by HTTP how this device is; one that has no such door, or is away, is no trouble. */
export async function tellServer(credentials: Credentials, about: object): Promise<void> {
  const { server, token } = credentials;
  await ask(`${server}/api/devices/status`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(about)),
  });
}
