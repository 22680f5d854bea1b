import next from 'next';
import type { Config } from '@/lib/config';
import type { StopStack } from '../start-stack';
import { ensureBuild } from './ensure-build';

/**
 * The pages, built when they were not, and their code loaded. They may be drawn once there is a runtime.
 *
 * @param asked aborted when the start shall be given up
 */
export async function openPages(config: Config, root: string, stack: StopStack, asked: AbortSignal) {
  if (!config.development) await ensureBuild(root, asked);
  asked.throwIfAborted();
  const app = next({ dev: config.development, dir: root, hostname: config.host, port: config.port });
  await app.prepare();
  stack.push('pages', () => app.close());
  return app;
}
