import { existsSync, statfsSync } from 'node:fs';
import { Command } from 'commander';
import { DISK_FULL } from '../disk-full';
import type { Home } from '../home';
import { holderOf } from '../lock';
import { openReceipts } from '../receipts';
import type { Settings } from '../settings';
import { readStatus } from '../status-file';
import { openStores } from '../stores';
import { readCredentials } from '../token-file';
import { contextOf, SETTINGS_HELP, type SettingFlags } from './context';

interface Flags extends SettingFlags {
  readonly json?: true;
}

/** `device status` */
export function statusCommand(): Command {
  return new Command('status')
    .description('what this device is doing')
    .option('--json', 'for programs')
    .addHelpText('after', SETTINGS_HELP)
    .action((_own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const { home, settings } = contextOf(flags);
      const facts = factsOf(home, settings);
      if (flags.json === true) console.log(JSON.stringify(facts, null, 2));
      else
        for (const [name, value] of Object.entries(facts)) console.log(`${name.padEnd(16)}${value ?? '-'}`);
    });
}

function factsOf(home: Home, settings: Settings): Readonly<Record<string, string | number | null>> {
  const held = readCredentials(home.token);
  const last = readStatus(home.status);
  const pid = existsSync(home.folder) ? holderOf(home.folder) : null;
  const [receipt] = openReceipts(home.receipts, Date.now).latest(1);
  return {
    device: held?.device_id ?? null,
    market: held?.market_id ?? null,
    server: settings.server ?? held?.server ?? null,
    token_until: held?.expires_at ?? null,
    process: pid,
    mode: last?.mode ?? settings.mode,
    interval: last?.interval ?? settings.interval,
    ...countsOf(home, settings),
    dropped: last?.dropped ?? 0,
    last_delivery: last?.lastDelivery ?? null,
    last_receipt: receipt === undefined ? null : receipt.prices.map((p) => `#${p.ledger_index}`).join(' '),
    trouble: troubleOf(home, pid === null ? null : (last?.trouble ?? null)),
    clock_ahead_s: last?.clockAhead ?? null,
  };
}

/** A client whose disk is full cannot write down that it is, so that is looked at. */
function troubleOf(home: Home, written: string | null): string | null {
  return existsSync(home.folder) && isFull(home.folder) ? DISK_FULL : written;
}

function isFull(folder: string): boolean {
  const { bavail, blocks } = statfsSync(folder);
  return Number(blocks) > 0 && Number(bavail) === 0;
}

/** Of the folders as they are now, whether a client runs or not. */
export function countsOf(
  home: Home,
  settings: Settings,
): { waiting: number; bytes: number; rejected: number } {
  if (!existsSync(home.queue)) return { waiting: 0, bytes: 0, rejected: 0 };
  const stores = openStores(home, { limits: settings.queue, keyFile: settings.keyFile }, true);
  const counts = {
    waiting: stores.queue.waiting,
    bytes: stores.queue.bytes,
    rejected: stores.rejected.waiting,
  };
  stores.close();
  return counts;
}
