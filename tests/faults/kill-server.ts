import { ended, startTestServer, type TestServer } from '../support/server';
import { type AuditFigures, auditDatabase } from './audit';
import { type LoadFigures, pause, registerSenders, startLoad } from './load';
import { ownCluster } from './own-cluster';
import { runAlone } from './run-alone';

export interface KillFigures {
  readonly kills: number;
  /** From the start of the process to `ready`, seconds, of every restart. */
  readonly restartSeconds: readonly number[];
  readonly load: LoadFigures;
  readonly audit: AuditFigures;
}

/**
 * Kills the server with SIGKILL again and again while devices report, and starts it anew on the database
 * that it left running; then compares what was acknowledged with what is stored.
 */
export async function killServer(kills: number, devices: number, upMs: number): Promise<KillFigures> {
  const cluster = await ownCluster();
  let server: TestServer | null = null;
  try {
    server = await startTestServer(cluster.options);
    const databaseUrl = await cluster.url();
    let { url } = server;
    // 200 readings a second from 50 devices: one each quarter of a second.
    const load = startLoad(await registerSenders(url, databaseUrl, devices), () => url, 250);
    const restartSeconds: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      await pause(upMs * (0.5 + Math.random()));
      await ended(server.process, 'SIGKILL');
      const startedAt = performance.now();
      server = await startTestServer(cluster.options);
      restartSeconds.push(Math.round((performance.now() - startedAt) / 10) / 100);
      url = server.url;
    }
    await pause(upMs);
    const figures = await load.finish();
    return {
      kills,
      restartSeconds,
      load: figures,
      audit: await auditDatabase(databaseUrl, figures.acknowledged),
    };
  } finally {
    if (server !== null) await ended(server.process, 'SIGKILL');
    await cluster.remove();
  }
}

/*
 *     npx tsx tests/faults/kill-server.ts [KILLS] [DEVICES]
 */
runAlone(import.meta.url, async () => {
  const [kills = 20, devices = 50] = process.argv.slice(2).map(Number);
  const { load, audit, ...rest } = await killServer(kills, devices, 4_000);
  const { acknowledged, differing, ...answers } = load;
  return { ...rest, acknowledged: acknowledged.length, differing: differing.length, ...answers, ...audit };
});
