import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Pool } from 'pg';
import { fileFault } from '@/lib/services/file-fault';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { BackupRefused, requireBackup } from '@/lib/store/backup/backup-lines';
import { readBackup } from '@/lib/store/backup/read-backup';
import { writeBackup } from '@/lib/store/backup/write-backup';
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
    .action(async (file: string) => {
      const place = await placeOf(file);
      const rows = await withPlatform(({ pool, clock }) => backUp(pool, place, clock.now()))
        .catch((error: unknown) => {
          throw new Error(`${file} was not written: ${fileFault(error)}`, { cause: error });
        })
        .finally(done);
      // What is no file may be this very output, which holds the backup then and nothing else.
      (place.kept === null ? console.error : console.log)(`${rows.toLocaleString('en')} rows in ${file}`);
    });
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

/** `smp restore FILE` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('puts a backup into an empty database, and checks the ledger in it')
    .argument('<file>', 'that smp backup wrote')
    .addHelpText('after', KEYS)
    .action(async (file: string, _options: unknown, command: Command) => {
      const refuse = (error: unknown): never => {
        if (!(error instanceof BackupRefused) || error.of === 'database') throw error;
        // What the file system said, in our words, or what is wrong in the file.
        const why = fileFault(error.cause ?? error);
        return command.error(`${file} cannot be restored: ${why}. Nothing was changed.`, { exitCode: 2 });
      };
      await requireBackup(file).catch(refuse);
      const { rows, ledger, missing } = await withPlatform(async ({ pool, config }) => ({
        rows: await readBackup(pool, file, tell),
        ledger: await verifyStoredLedger(pool),
        missing: config.ledgerKey === null ? missingSecrets(config.dataDir) : null,
      }))
        .finally(done)
        .catch(refuse);
      console.log(`${rows.toLocaleString('en')} rows restored`);
      console.log(ledger.ok ? 'the ledger verifies' : `the ledger does not verify: ${ledger.what}`);
      if (!ledger.ok) process.exitCode = 1;
      if (missing !== null) console.error(secretsWanted(missing));
    });
}
