import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Pool } from 'pg';
import { fileFault } from '@/lib/services/file-fault';
import { BackupRefused, requireBackup } from '@/lib/store/backup/backup-lines';
import { readBackup } from '@/lib/store/backup/read-backup';
import { writeBackup } from '@/lib/store/backup/write-backup';
import { holderWords } from '../holder';
import { claimHolder } from '../postgres/claim-holder';
import { leaves, readKept, verifyRestored } from './restore/kept-checkpoint';
import { openWhole, type Place, placeOf } from './whole-file';
import { withPlatform } from './with-platform';

const KEYS = `
The file holds the database and nothing else. The keys of the ledger and the secrets of sessions and devices lie in
SMP_DATA_DIR/secrets or in the environment: keep them apart from it, and bring them along to another machine.`;

function tell(table: string, rows: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${rows.toLocaleString('en')} rows, ${table}`);
}

function done(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** `smp backup FILE` */
export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'writes everything that the database holds at this instant to a file, while the platform goes on',
    )
    .argument(
      '<file>',
      'to write, e.g. smp-2026-11-22.backup.gz; an older one of the name is replaced once it is whole. /dev/stdout writes it out',
    )
    .addHelpText('after', KEYS)
    .action(async (file: string, _options: unknown, command: Command) => {
      const place = await placeOf(file);
      await expectWritable(place).catch((error: unknown) =>
        command.error(`${file} was not written: ${fileFault(error)}`, { exitCode: 2 }),
      );
      const rows = await withPlatform(({ pool, clock }) => backUp(pool, place, clock.now()))
        .catch((error: unknown) => {
          throw new Error(`${file} was not written: ${fileFault(error)}`, { cause: error });
        })
        .finally(done);
      // What is no file may be this very output, which holds the backup then and nothing else.
      (place.kept === null ? console.error : console.log)(`${rows.toLocaleString('en')} rows in ${file}`);
    });
}

/** Looks before the database is started. A pipe is left alone: it would end with the look. @throws Error of the file system */
async function expectWritable(place: Place): Promise<void> {
  if (place.kept === null && !(await stat(place.written)).isDirectory()) return;
  await (await openWhole(place, 0o600)).close();
}

/** The folder of the secrets, when nothing lies there yet. */
function missingSecrets(dataDir: string): string | null {
  const folder = join(dataDir, 'secrets');
  return existsSync(folder) ? null : folder;
}

function secretsWanted(folder: string): string {
  return `Before the first start bring the secrets of the installation that it comes from into ${folder}:
without them devices and people have to come in again, and whoever remembers the ledger's key is told that it changed.`;
}

/** The file appears once it is whole, and is readable by its owner alone. */
export async function backUp(pool: Pool, place: Place, now: number, progress = tell): Promise<number> {
  const whole = await openWhole(place, 0o600);
  try {
    const rows = await writeBackup(pool, whole.file.createWriteStream(), now, progress);
    await whole.keep();
    return rows;
  } finally {
    await whole.close();
  }
}

const KEPT = `
A backup that is older than you think is whole in itself. Only something that was kept elsewhere tells: a checkpoint
(/ledger/checkpoint) or a receipt (/ledger/proof/INDEX). With --checkpoint the restored ledger has to hold it.

Exit codes: 0 restored; 1 restored, and the ledger does not verify or does not hold the checkpoint, or the restore
failed; 2 bad usage, or a file that cannot be used: nothing was changed.`;

/** @throws BackupRefused that names the server which owns this built-in database */
async function expectNoServer(url: string): Promise<void> {
  const holder = await claimHolder(url);
  if (holder === null) return;
  throw new BackupRefused(
    `a server is at work on this database, ${holderWords(holder)}: stop it first`,
    'database',
  );
}

/** `smp restore FILE [--checkpoint FILE]` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('puts a backup into an empty database, and checks the ledger in it')
    .argument('<file>', 'that smp backup wrote')
    .option('--checkpoint <file>', 'checkpoint or receipt that was kept elsewhere')
    .addHelpText('after', KEYS + KEPT)
    .action(async (file: string, options: { readonly checkpoint?: string }, command: Command) => {
      const refuse = (error: unknown): never => {
        if (!(error instanceof BackupRefused) || error.of === 'database') throw error;
        // What the file system said, in our words, or what is wrong in the file.
        const why = fileFault(error.cause ?? error);
        return command.error(`${file} cannot be restored: ${why}. Nothing was changed.`, { exitCode: 2 });
      };
      const { madeAt } = await requireBackup(file).catch(refuse);
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      const kept = options.checkpoint === undefined ? null : await readKept(options.checkpoint, misuse);
      const { rows, ledger, missing } = await withPlatform(async ({ pool, config, databaseUrl }) => {
        await expectNoServer(databaseUrl);
        return {
          rows: await readBackup(pool, file, tell),
          ledger: await verifyRestored(pool, kept, madeAt),
          missing: config.ledgerKey === null ? missingSecrets(config.dataDir) : null,
        };
      })
        .finally(done)
        .catch(refuse);
      console.log(`${rows.toLocaleString('en')} rows restored`);
      const held = kept === null ? '' : `, and holds the checkpoint of ${leaves(kept.size)}`;
      console.log(
        ledger.ok
          ? `the ledger verifies: ${leaves(ledger.size)}, as of ${madeAt}${held}`
          : `the ledger does not verify: ${ledger.what}`,
      );
      if (!ledger.ok) process.exitCode = 1;
      if (missing !== null) console.error(secretsWanted(missing));
    });
}
