import { execFile } from 'node:child_process';

export interface SmpOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs an `smp` command as its user would, on that database and data folder. */
export function runSmp(databaseUrl: string, dataDir: string, args: readonly string[]): Promise<SmpOutcome> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, SMP_DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'server/smp.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}
