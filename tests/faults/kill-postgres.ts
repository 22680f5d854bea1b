import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { ended, startTestServer } from '../support/server';
import { type AuditFigures, auditDatabase } from './audit';
import { type LoadFigures, pause, registerSenders, startLoad } from './load';
import { ownCluster } from './own-cluster';
import { runAlone } from './run-alone';

export interface KillPostgresFigures {
  readonly backends: number;
  readonly postmasters: number;
  /** From the kill until the server is ready again, seconds. */
  readonly recoverySeconds: readonly number[];
  readonly load: LoadFigures;
  readonly audit: AuditFigures;
  /** What public addresses that ask the database answered meanwhile. */
  readonly visitors: Readonly<Record<string, number>>;
  /** False when the server's process ended, which it may not. */
  readonly serverLived: boolean;
}

/** Kills backends of PostgreSQL and then the whole of it, in turn, while devices report. The server stays. */
export async function killPostgres(
  rounds: number,
  devices: number,
  upMs: number,
): Promise<KillPostgresFigures> {
  const cluster = await ownCluster();
  const server = await startTestServer(cluster.options);
  try {
    const databaseUrl = await cluster.url();
    const load = startLoad(await registerSenders(server.url, databaseUrl, devices), () => server.url, 100);
    const visitors = startVisitors(server.url);
    const recoverySeconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const victim of [() => backendOf(databaseUrl), () => postmasterOf(cluster.dataDir)]) {
        await pause(upMs * (0.5 + Math.random()));
        process.kill(await victim(), 'SIGKILL');
        const killedAt = performance.now();
        const before = load.acknowledged();
        while (load.acknowledged() < before + devices) {
          if (server.process.exitCode !== null) throw new Error(`the server ended:\n${server.output()}`);
          await pause(50);
        }
        recoverySeconds.push(Math.round((performance.now() - killedAt) / 10) / 100);
      }
    }
    const figures = await load.finish();
    const serverLived = server.process.exitCode === null;
    const audit = await auditDatabase(databaseUrl, figures.acknowledged);
    const counts = { backends: rounds, postmasters: rounds };
    return { ...counts, recoverySeconds, load: figures, audit, visitors: await visitors(), serverLived };
  } finally {
    await ended(server.process, 'SIGKILL');
    await cluster.remove();
  }
}

const VISITED = [
  '/api/public/updates?after=0&limit=5',
  '/api/public/commodity/price/history?commodity=beras-medium',
  '/api/public/board',
  '/api/health/ready',
];

/** Asks one public address after the other. @returns a function that ends it and says how often each status came */
function startVisitors(url: string): () => Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  let ending = false;
  const visiting = (async () => {
    for (let i = 0; !ending; i++) {
      const response = await fetch(url + VISITED[i % VISITED.length]);
      await response.arrayBuffer();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      await pause(20);
    }
  })();
  return async () => {
    ending = true;
    await visiting;
    return statuses;
  };
}

/** A process of PostgreSQL that is working for the server. */
async function backendOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'smp' ORDER BY state_change DESC LIMIT 1`,
  );
  await client.end();
  return rows[0]?.pid ?? 0;
}

async function postmasterOf(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

/*
 *     npx tsx tests/faults/kill-postgres.ts [ROUNDS] [DEVICES]
 */
runAlone(import.meta.url, async () => {
  const [rounds = 5, devices = 50] = process.argv.slice(2).map(Number);
  const { load, audit, ...rest } = await killPostgres(rounds, devices, 3_000);
  const { acknowledged, differing, ...answers } = load;
  return { ...rest, acknowledged: acknowledged.length, differing: differing.length, ...answers, ...audit };
});
