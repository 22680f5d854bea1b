import { createClock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import type { Runtime } from '@/lib/runtime';
import type { FirstAdmin } from '@/lib/services/ensure-first-admin';
import { openPages } from './build/open-pages';
import { createHttpServer, drain, listen } from './http/http-server';
import { createListener } from './http/listener';
import { startJobs } from './jobs/start-jobs';
import { startLive } from './live/start-live';
import { startMqtt } from './mqtt/start-mqtt';
import { openRuntime } from './runtime/open-runtime';
import type { StopStack } from './start-stack';

export interface PlatformInput {
  readonly config: Config;
  readonly log: Log;
  /** Folder of the project. */
  readonly root: string;
  /** Takes what has to be stopped, also when this rejects. */
  readonly stack: StopStack;
  /** May still be opening. */
  readonly database: Promise<{ readonly url: string }>;
  /** Aborted when it shall stop before it is ready. */
  readonly asked: AbortSignal;
}

export interface StartedPlatform {
  readonly port: number;
  readonly runtime: Runtime;
  /** Made by this start; `null` when there were people already. */
  readonly firstAdmin: FirstAdmin | null;
  /** From now on it tells everybody that it is not ready. */
  unready(): void;
}

/** How long a client shall wait before it connects again after a planned stop. */
const RETRY_MS = 2_000;

/** Starts in order: what is remembered beside the pages, then http, sockets, jobs. */
export async function startPlatform(input: PlatformInput): Promise<StartedPlatform> {
  const { config, root, stack, asked } = input;
  let ready = false;
  let clients = () => 0;
  let devices = () => 0;
  const [built, app] = await together(asked, (given) => [
    openRuntime({
      ...input,
      asked: given,
      clock: createClock(config.startAt),
      socketClients: () => clients(),
      mqttClients: () => devices(),
      ready: () => ready,
    }),
    openPages(config, root, stack, given),
  ]);
  asked.throwIfAborted();
  const server = createHttpServer(
    createListener(app.getRequestHandler(), config.development, config.trustedProxies),
  );
  const live = startLive(server, built.runtime, config.development ? app.getUpgradeHandler() : null);
  clients = live.clients;
  const port = await listen(server, config.port, config.host);
  stack.push('http', () => drain(server));
  // The sign-in library reads its address here; a name from a request is never taken for ours.
  Object.assign(process.env, { NEXTAUTH_URL: config.publicUrl ?? `http://localhost:${port}` });
  stack.push('sockets', () => live.close({ retry_ms: RETRY_MS }));
  stack.push('sightings', () => built.runtime.sightings.flush());
  const mqtt = await startMqtt(built.runtime);
  stack.push('mqtt', () => mqtt.stop());
  devices = mqtt.clients;
  stack.push('jobs', await startJobs(built, port));
  asked.throwIfAborted();
  ready = true;
  return {
    port,
    runtime: built.runtime,
    firstAdmin: built.firstAdmin,
    unready() {
      ready = false;
    },
  };
}

/**
 * Two works at once, which give up together: when one fails, or when it is asked to stop. Both have ended by then, so
 * that neither goes on while what it has begun is being stopped.
 */
async function together<A, B>(
  asked: AbortSignal,
  begin: (given: AbortSignal) => readonly [Promise<A>, Promise<B>],
): Promise<readonly [A, B]> {
  const failed = new AbortController();
  const works = begin(AbortSignal.any([asked, failed.signal]));
  for (const work of works) work.catch((error: unknown) => failed.abort(error));
  await Promise.allSettled(works);
  if (failed.signal.aborted) throw failed.signal.reason;
  return Promise.all(works);
}
