import { Command, CommanderError } from 'commander';
import { isSmpError } from '@/lib/errors';
import { interruptedCode, leaveWhenAsked } from './commands/interruption';

/** The operator's and researcher's commands: 0 success, 1 a finding or failure, 2 bad usage, 128 + its number a signal. */
const BAD_USAGE = 2;

/** Each is loaded when it is asked for, or for the list of them all: together they take seconds to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  token: async () => (await import('./commands/token')).tokenCommand(),
  user: async () => (await import('./commands/user')).userCommand(),
  certs: async () => (await import('./commands/certs')).certsCommand(),
  device: async () => (await import('./commands/device')).deviceCommand(),
  feed: async () => (await import('./commands/feed')).feedCommand(),
  import: async () => (await import('./commands/import')).importCommand(),
  judge: async () => (await import('./commands/judge')).judgeCommand(),
  impact: async () => (await import('./commands/impact')).impactCommand(),
  forecast: async () => (await import('./commands/forecast')).forecastCommand(),
  warn: async () => (await import('./commands/warn')).warnCommand(),
  sentiment: async () => (await import('./commands/sentiment')).sentimentCommand(),
  ledger: async () => (await import('./commands/ledger')).ledgerCommand(),
  witness: async () => (await import('./commands/witness')).witnessCommand(),
  backup: async () => (await import('./commands/backup')).backupCommand(),
  restore: async () => (await import('./commands/backup')).restoreCommand(),
};

/** They read a file and write one; the others end in an order of their own. */
const OF_FILES: readonly string[] = ['judge', 'impact', 'forecast', 'warn', 'sentiment'];

async function main(): Promise<void> {
  const smp = new Command('smp')
    .description('Smart Market Platform: commands for operators and researchers')
    .exitOverride()
    .showHelpAfterError();
  const [, , name = ''] = process.argv;
  if (OF_FILES.includes(name)) leaveWhenAsked();
  const wanted = Object.hasOwn(COMMANDS, name) ? [name] : Object.keys(COMMANDS);
  for (const load of wanted.map((known) => COMMANDS[known])) {
    if (load !== undefined) smp.addCommand(withExit(await load()));
  }
  try {
    await smp.parseAsync(process.argv);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (isMiswritten(error) && wanted.length === 1) console.error(`What it takes: smp ${name} --help`);
      process.exit(error.exitCode === 0 ? 0 : BAD_USAGE);
    }
    console.error(error instanceof Error ? error.message : error);
    process.exit(exitCodeOf(error));
  }
}

function exitCodeOf(error: unknown): number {
  return interruptedCode(error) ?? (isSmpError(error) && error.code === 'INVALID' ? BAD_USAGE : 1);
}

/** Options or arguments that are not those of the command, and not what is in them. */
function isMiswritten({ code, exitCode }: CommanderError): boolean {
  return exitCode !== 0 && code !== 'commander.error' && code !== 'commander.help';
}

/** Errors of usage surface as exceptions in every command, however deep. */
function withExit(command: Command): Command {
  command.exitOverride();
  for (const child of command.commands) withExit(child);
  return command;
}

process.on('beforeExit', () => {
  console.error('The command ended before its work was done.');
  process.exit(1);
});
void main();
