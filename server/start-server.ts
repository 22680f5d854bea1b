import { join } from 'node:path';
import next from 'next';
import { createClock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { type Runtime, setRuntime } from '@/lib/runtime';
import { ensureFirstAdmin, type FirstAdmin } from '@/lib/services/ensure-first-admin';
import { ensureBuild } from './build/ensure-build';
import { openDatabase } from './database';
import { prepareDemo } from './demo/backfill';
import { createHttpServer, drain, listen } from './http/http-server';
import { createListener } from './http/listener';
import { startJobs } from './jobs/start-jobs';
import { readLedgerSeeds, readOldLedgerSeeds } from './ledger/read-seeds';
import { startLive } from './live/start-live';
import { startMqtt } from './mqtt/start-mqtt';
import { buildRuntime } from './runtime/build-runtime';
import { expectSecrets, readSecrets } from './secrets';
import { createStopStack } from './start-stack';

export interface RunningServer {
  readonly port: number;
  readonly runtime: Runtime;
  /** Made by this start; `null` when there were people already. */
  readonly firstAdmin: FirstAdmin | null;
  stop(): Promise<void>;
}

/** How long a client shall wait before it connects again after a planned stop. */
const RETRY_MS = 2_000;

/**
 * Starts in order: database, pages, memory, http, sockets, jobs. Stops in reverse, draining what is under way.
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
  let ready = false;
  let clients = () => 0;
  let devices = () => 0;
  try {
    const clock = createClock(config.startAt);
    const [database] = await together(asked, (given) => [
      openDatabase(config, log, join(root, 'prisma/migrations'), stack, true, given).then(async (opened) => {
        await prepareDemo({ config, clock, log, databaseUrl: opened.url, asked: given });
        return opened;
      }),
      config.development ? Promise.resolve(false) : ensureBuild(root, given),
    ]);
    const secrets = await readSecrets(config);
    const built = buildRuntime({
      config,
      clock,
      log,
      databaseUrl: database.url,
      jwtSecret: secrets.jwt,
      sessionSecret: secrets.session,
      ledgerSeeds: await readLedgerSeeds(config),
      oldLedgerSeeds: await readOldLedgerSeeds(config),
      socketClients: () => clients(),
      mqttClients: () => devices(),
      ready: () => ready,
    });
    stack.push('connections', () => built.close());
    await built.load();
    asked.throwIfAborted();
    setRuntime(built.runtime);
    const firstAdmin = await ensureFirstAdmin(built.runtime, {
      email: config.adminEmail,
      password: config.adminPassword,
    });
    stack.push('writer', () => built.runtime.writer.drain());
    const app = next({ dev: config.development, dir: root, hostname: config.host, port: config.port });
    await app.prepare();
    stack.push('pages', () => app.close());
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
      firstAdmin,
      async stop() {
        ready = false;
        await stack.stopAll(log);
      },
    };
  } catch (error) {
    await stack.stopAll(log);
    throw error;
  }
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
