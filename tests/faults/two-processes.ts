import { randomUUID } from 'node:crypto';
import { createTestDatabase, type PostgresKind } from '../support/postgres';
import { startTestServer } from '../support/server';
import { type AuditFigures, auditDatabase } from './audit';
import { type Acknowledged, registerSenders } from './load';
import { runAlone } from './run-alone';

export interface TwoProcessesFigures {
  readonly readings: number;
  readonly sent: number;
  readonly seconds: number;
  /** Readings whose repeats were not all answered letter by letter alike. */
  readonly differing: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly audit: AuditFigures;
}

const DEVICES = 40;
const CONNECTIONS = 32;

interface Job {
  readonly key: number;
  readonly deviceId: string;
  readonly token: string;
  readonly body: string;
}

/** Sends so many readings one to five times each, shuffled, over two servers on one database. */
export async function twoProcesses(
  readings: number,
  kind: PostgresKind = 'embedded',
): Promise<TwoProcessesFigures> {
  const database = await createTestDatabase(kind);
  const env = { JWT_SECRET: randomUUID().repeat(2), NEXTAUTH_SECRET: randomUUID().repeat(2) };
  const options = { databaseUrl: database.url, env };
  const servers = [await startTestServer(options), await startTestServer(options)];
  try {
    const jobs = shuffled(await plan(servers[0]?.url ?? '', database.url, readings));
    const answers = new Map<number, Set<string>>();
    const acknowledged = new Map<number, Acknowledged>();
    const statuses: Record<string, number> = {};
    const startedAt = performance.now();
    let next = 0;
    const worker = async () => {
      for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
        const url = servers[Math.floor(Math.random() * 2)]?.url ?? '';
        const response = await fetch(`${url}/ingest`, {
          method: 'POST',
          headers: { authorization: `Bearer ${job.token}`, 'content-type': 'application/json' },
          body: job.body,
        });
        const answer = await response.text();
        statuses[response.status] = (statuses[response.status] ?? 0) + 1;
        answers.set(job.key, (answers.get(job.key) ?? new Set()).add(answer));
        if (response.status === 202)
          acknowledged.set(job.key, { deviceId: job.deviceId, body: job.body, answer });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    return {
      readings,
      sent: jobs.length,
      seconds,
      differing: [...answers.values()].filter((all) => all.size > 1).length,
      statuses,
      audit: await auditDatabase(database.url, [...acknowledged.values()]),
    };
  } finally {
    for (const server of servers) await server.stop();
    await database.drop();
  }
}

/** Half of the readings have an id of their own, half are known by device and time. */
async function plan(url: string, databaseUrl: string, readings: number): Promise<readonly Job[]> {
  const senders = await registerSenders(url, databaseUrl, DEVICES);
  const now = Date.now();
  return Array.from({ length: readings }, (_, key): Job[] => {
    const sender = senders[key % DEVICES];
    if (sender === undefined) throw new Error('no senders');
    const body = JSON.stringify({
      timestamp: new Date(now - key * 37).toISOString(),
      market_id: 'PASAR-001',
      device_id: sender.deviceId,
      ...(key % 2 === 0 ? { reading_id: randomUUID() } : {}),
      prices: { 'beras-medium': 13_000 + (key % 50), 'gula-konsumsi': 18_000 - (key % 40) },
    });
    const times = 1 + (key % 5);
    return Array.from({ length: times }, () => ({ key, ...sender, body }));
  }).flat();
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const all = items.map((item) => ({ item, at: Math.random() }));
  return all.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/*
 *     npx tsx tests/faults/two-processes.ts [READINGS] [embedded|outside]
 */
runAlone(import.meta.url, () =>
  twoProcesses(Number(process.argv[2] ?? 10_000), process.argv[3] === 'outside' ? 'outside' : 'embedded'),
);
