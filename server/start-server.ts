import { join } from 'node:path';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { openDatabase } from './database';
import { expectSecrets } from './secrets';
import type { StartedPlatform } from './start-platform';
import { createStopStack } from './start-stack';

export interface RunningServer extends Pick<StartedPlatform, 'port' | 'runtime' | 'firstAdmin'> {
  stop(): Promise<void>;
}

/**
 * Starts in order: database, what is remembered beside the pages, http, sockets, jobs. Stops in reverse, draining what is
 * under way.
 *
 * @param asked aborted when it shall stop before it is ready: what had begun is stopped, then this rejects
 */
export async function startServer(
  config: Config,
  log: Log,
  root: string,
  asked: AbortSignal,
): Promise<RunningServer> {
  expectSecrets(config);
  for (const name of config.unused) log.warn(`${name} is set, and nothing uses it yet`);
  const stack = createStopStack();
  try {
    const database = openDatabase(config, log, join(root, 'prisma/migrations'), stack, true, asked);
    // Told where it is waited for.
    database.catch(() => undefined);
    // Most of our own code, loaded while the database starts.
    const { startPlatform } = await import('./start-platform');
    const { unready, ...platform } = await startPlatform({ config, log, root, stack, database, asked });
    return {
      ...platform,
      async stop() {
        unready();
        await stack.stopAll(log);
      },
    };
  } catch (error) {
    await stack.stopAll(log);
    throw error;
  }
}
