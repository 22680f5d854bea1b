import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything that a client keeps, in one folder of mode 700. */
export interface Home {
  readonly folder: string;
  readonly token: string;
  readonly queueKey: string;
  /** The device's own signing key, when it has one. */
  readonly ownKey: string;
  readonly config: string;
  readonly remoteConfig: string;
  readonly status: string;
  readonly positions: string;
  /** Left by `queue retry` for the client that is running. */
  readonly retryAsked: string;
  readonly queue: string;
  readonly rejected: string;
  readonly receipts: string;
}

/** `~/.smart_market_client`, or the folder that SMP_DEVICE_HOME names. */
export function homeOf(env: Readonly<Record<string, string | undefined>>): Home {
  const said = env.SMP_DEVICE_HOME;
  const folder = said === undefined || said === '' ? join(homedir(), '.smart_market_client') : said;
  return {
    folder,
    token: join(folder, 'token.json'),
    queueKey: join(folder, 'queue.key'),
    ownKey: join(folder, 'device.key'),
    config: join(folder, 'config.json'),
    remoteConfig: join(folder, 'remote-config.json'),
    status: join(folder, 'status.json'),
    positions: join(folder, 'positions.json'),
    retryAsked: join(folder, 'retry-asked'),
    queue: join(folder, 'queue'),
    rejected: join(folder, 'rejected'),
    receipts: join(folder, 'receipts'),
  };
}
