import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Guard {
  /** It leaves without doing anything. */
  dismiss(): void;
}

const DUTY = fileURLToPath(new URL('./guard-duty.mjs', import.meta.url));

/**
 * A process beside this one that stops the built-in PostgreSQL on a data folder once this one has ended without
 * dismissing it, be it by `kill -9`.
 */
export function postGuard(dataDir: string): Guard {
  // In a group of its own, so that a Ctrl-C in the terminal does not end it as well.
  const child = spawn(process.execPath, [DUTY, dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  // What may go wrong here is that nobody guards, which is no reason to do nothing.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return { dismiss: () => void child.stdin.end('dismissed') };
}
