import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { FolderTaken, takeFolder } from '../lock';
import { openReceipts } from '../receipts';
import { openStores, rejectedOf, retryRejected } from '../stores';
import { contextOf, SETTINGS_HELP, type SettingFlags } from './context';
import { countsOf } from './status';

interface Flags extends SettingFlags {
  readonly limit: string;
  readonly rejected?: true;
}

/** `device queue`: counts, list, receipts and retry. Everything is printed as JSON, one line each. */
export function queueCommand(): Command {
  const queue = new Command('queue').description('what waits, what was rejected, and what was delivered');
  const add = (name: string, description: string) =>
    queue.command(name).description(description).addHelpText('after', SETTINGS_HELP);
  const asked = (act: (flags: Flags) => void) => (_own: unknown, command: Command) =>
    act(command.optsWithGlobals<Flags>());
  add('counts', 'how much waits and how much was rejected').action(
    asked((flags) => {
      const { home, settings } = contextOf(flags);
      print(countsOf(home, settings));
    }),
  );
  add('list', 'the oldest that wait')
    .option('--rejected', 'those that the server will not take, with its reasons')
    .option('--limit <n>', 'at most so many', '20')
    .action(asked(list));
  add('receipts', 'the newest receipts, with their places in the ledger')
    .option('--limit <n>', 'at most so many', '20')
    .action(
      asked((flags) => {
        const { home } = contextOf(flags);
        for (const receipt of openReceipts(home.receipts, Date.now).latest(Number(flags.limit)))
          print(receipt);
      }),
    );
  add('retry', 'puts the rejected ones back into the queue').action(asked(retry));
  return queue;
}

function list(flags: Flags): void {
  const { home, settings } = contextOf(flags);
  if (!existsSync(home.queue)) return;
  const stores = openStores(home, { limits: settings.queue, keyFile: settings.keyFile }, true);
  const items = (flags.rejected === true ? stores.rejected : stores.queue).take(Number(flags.limit));
  for (const item of items) print(flags.rejected === true ? rejectedOf(item) : JSON.parse(item.text));
  stores.close();
}

function retry(flags: Flags): void {
  const { home, settings } = contextOf(flags);
  if (!existsSync(home.queue)) {
    print({ retried: 0 });
    return;
  }
  let giveBack: () => void;
  try {
    giveBack = takeFolder(home.folder);
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error;
    writeFileSync(home.retryAsked, '', { mode: 0o600 });
    print({ asked: 'the client that is running takes them in at its next step' });
    return;
  }
  try {
    const stores = openStores(home, { limits: settings.queue, keyFile: settings.keyFile }, false);
    print({ retried: retryRejected(stores) });
    stores.close();
  } finally {
    giveBack();
  }
}

function print(value: unknown): void {
  console.log(JSON.stringify(value));
}
