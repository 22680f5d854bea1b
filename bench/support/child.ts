import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Child {
  readonly port: number;
  stop(): Promise<void>;
}

/** Runs a program that prints `ready http://localhost:PORT`. */
export function startChild(
  file: string,
  env: Readonly<Record<string, string>> = {},
  cwd = root,
): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${output}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready http:\/\/localhost:(\d+)/.exec(output);
      if (ready === null) return;
      resolve({
        port: Number(ready[1]),
        stop: () =>
          new Promise((ended) => {
            child.once('exit', () => ended());
            child.kill('SIGTERM');
          }),
      });
    });
  });
}
