import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import NODE_FLAGS from '@/server/node-flags.json' with { type: 'json' };
import { createTestDatabase, type PostgresKind } from './postgres';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const START_LIMIT_MS = 180_000;

export interface TestServer {
  readonly url: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Asks it to stop and waits. @returns its exit code */
  stop(): Promise<number | null>;
}

export interface TestServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A database that outlives the server, e.g. to start another one on it. */
  readonly databaseUrl?: string;
  readonly kind?: PostgresKind;
  readonly dataDir?: string;
  /** For Node itself, e.g. `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
}

/**
 * Starts the real server as a process of its own, on a free port, with a database of its own and without the
 * simulated country unless asked for.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const own = options.databaseUrl === undefined ? await createTestDatabase(options.kind ?? 'embedded') : null;
  const databaseUrl = options.databaseUrl ?? own?.url ?? '';
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'smp test ')));
  const { child, output } = startServerProcess({ ...options, databaseUrl, dataDir });
  const url = await untilReady(child, output);
  return {
    url,
    databaseUrl,
    dataDir,
    process: child,
    output,
    async stop() {
      const code = await ended(child, 'SIGTERM');
      if (own !== null) await own.drop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** The same without waiting until it is ready. */
export function startServerProcess(
  options: TestServerOptions & { readonly databaseUrl: string; readonly dataDir: string },
): { readonly child: ChildProcess; readonly output: () => string } {
  const flags = [...NODE_FLAGS, ...(options.nodeArgs ?? [])];
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: {
      ...inherited(),
      PORT: '0',
      HOST: '127.0.0.1',
      SMP_DEMO: '0',
      SMP_DEVICE_RATE: '0',
      LOG_LEVEL: 'warn',
      MQTT_PORT: '0',
      MQTT_TLS_PORT: '0',
      DATABASE_URL: options.databaseUrl,
      SMP_DATA_DIR: options.dataDir,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => output };
}

/** This process's environment without what the test runner put into it. */
function inherited(): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, VITEST: _runner, ...rest } = process.env;
  return rest as NodeJS.ProcessEnv;
}

/** Sends a signal and waits for the end. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

function untilReady(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${output()}`));
    const timer = setTimeout(() => fail('the server was not ready in time'), START_LIMIT_MS);
    child.once('exit', (code) => fail(`the server ended with ${code} before it was ready`));
    child.stdout?.on('data', () => {
      const ready = /^ready http:\/\/localhost:(\d+)/m.exec(output());
      if (ready === null) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${ready[1]}`);
    });
  });
}
