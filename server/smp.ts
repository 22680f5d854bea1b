import { Command, CommanderError } from 'commander';
import { isSmpError } from '@/lib/errors';
import { backupCommand, restoreCommand } from './commands/backup';
import { certsCommand } from './commands/certs';
import { deviceCommand } from './commands/device';
import { feedCommand } from './commands/feed';
import { forecastCommand } from './commands/forecast';
import { impactCommand } from './commands/impact';
import { importCommand } from './commands/import';
import { judgeCommand } from './commands/judge';
import { ledgerCommand } from './commands/ledger';
import { sentimentCommand } from './commands/sentiment';
import { tokenCommand } from './commands/token';
import { userCommand } from './commands/user';
import { warnCommand } from './commands/warn';
import { witnessCommand } from './commands/witness';

/** The operator's and researcher's commands: 0 success, 1 a finding or failure, 2 bad usage. */
const BAD_USAGE = 2;

async function main(): Promise<void> {
  const smp = new Command('smp')
    .description('Smart Market Platform: commands for operators and researchers')
    .exitOverride()
    .showHelpAfterError();
  for (const command of [
    tokenCommand(),
    userCommand(),
    certsCommand(),
    deviceCommand(),
    feedCommand(),
    importCommand(),
    judgeCommand(),
    impactCommand(),
    forecastCommand(),
    warnCommand(),
    sentimentCommand(),
    ledgerCommand(),
    witnessCommand(),
    backupCommand(),
    restoreCommand(),
  ])
    smp.addCommand(withExit(command));
  try {
    await smp.parseAsync(process.argv);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : BAD_USAGE);
    console.error(error instanceof Error ? error.message : error);
    process.exit(isSmpError(error) && error.code === 'INVALID' ? BAD_USAGE : 1);
  }
}

/** Errors of usage surface as exceptions in every command, however deep. */
function withExit(command: Command): Command {
  command.exitOverride();
  for (const child of command.commands) withExit(child);
  return command;
}

void main();
