import { Command, CommanderError } from 'commander';
import { doctorCommand } from './commands/doctor';
import { queueCommand } from './commands/queue';
import { addRun } from './commands/run';
import { statusCommand } from './commands/status';
import { isDiskFull } from './disk-full';
import { redact } from './log';

/** Exit codes: 0 success, 1 a finding or failure, 2 bad usage. */
const BAD_USAGE = 2;

async function main(): Promise<void> {
  const device = new Command('device')
    .description('Smart Market Platform: the program of a device in a market')
    .exitOverride()
    .showHelpAfterError();
  addRun(device);
  for (const command of [statusCommand(), queueCommand(), doctorCommand()]) {
    device.addCommand(command);
    for (const each of [command, ...command.commands]) each.exitOverride();
  }
  try {
    await device.parseAsync(process.argv);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : BAD_USAGE);
    console.error(
      redact(isDiskFull(error) ? NO_ROOM : error instanceof Error ? error.message : String(error)),
    );
    process.exit(isBadSettings(error) ? BAD_USAGE : 1);
  }
}

const NO_ROOM =
  'There is no room left on the disk of this device. Make room and start again; what waits in the queue is kept.';

function isBadSettings(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'BAD_SETTINGS';
}

void main();
