import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** `smp device …`: the device client, which is a program of its own and gets everything as it was written. */
export function deviceCommand(): Command {
  return new Command('device')
    .description('the device client; see `smp device --help`')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .argument('[words...]')
    .action(async (_words: readonly string[], _options: object, command: Command) => {
      process.exitCode = await run(command.args);
    });
}

/** @returns the client's exit code; signals are passed on, so that it ends in good order */
function run(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'device/main.ts'), ...args], {
    stdio: 'inherit',
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, pass);
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
