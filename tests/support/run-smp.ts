import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface SmpOutcome {
  /** `null` after a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningSmp {
  readonly process: ChildProcess;
  readonly ended: Promise<SmpOutcome>;
  /** Everything printed so far. */
  said(): Omit<SmpOutcome, 'code'>;
}

export interface SmpWorld {
  /** Empty: the built-in database in the data folder. */
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  /** As npm runs it, by `server/start.mjs`. */
  readonly asNpm?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an `smp` command as its user would. */
export function startSmp(world: SmpWorld, args: readonly string[]): RunningSmp {
  const program = world.asNpm === true ? ['server/start.mjs', 'smp'] : ['--import', 'tsx', 'server/smp.ts'];
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...(world.databaseUrl === undefined ? {} : { DATABASE_URL: world.databaseUrl }),
      ...(world.dataDir === undefined ? {} : { SMP_DATA_DIR: world.dataDir }),
      ...world.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<SmpOutcome>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { process: child, ended, said: () => ({ out, err }) };
}

/** Runs an `smp` command to its end, on that database and data folder. */
export function runSmp(databaseUrl: string, dataDir: string, args: readonly string[]): Promise<SmpOutcome> {
  return startSmp({ databaseUrl, dataDir }, args).ended;
}
