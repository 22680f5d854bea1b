import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface DeviceClient {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with the exit code, `null` after a signal. */
  readonly ended: Promise<number | null>;
}

/** Runs the real device client as a process of its own, with its own folder. */
export function startDeviceClient(home: string, args: readonly string[]): DeviceClient {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'device/main.ts'), ...args], {
    cwd: root,
    env: { ...process.env, SMP_DEVICE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { process: child, output: () => Buffer.concat(chunks).toString(), ended };
}

/** Runs it to its end. @throws Error with what it printed when it fails */
export async function runDeviceClient(home: string, args: readonly string[]): Promise<string> {
  const client = startDeviceClient(home, args);
  const code = await client.ended;
  if (code !== 0) throw new Error(`device ${args.join(' ')} ended with ${code}\n${client.output()}`);
  return client.output();
}
