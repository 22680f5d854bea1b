import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@/lib/config';
import type { LedgerSeeds } from '@/lib/services/ledger-identity';

const NAME = 'ledger-key';

/**
 * The seeds of the log's two signing keys, both drawn from one secret of 32 bytes (HKDF-SHA-256): the
 * variable SMP_LEDGER_KEY, or a file of the data folder that is made on the first start and that its owner
 * alone may read.
 *
 * @throws Error in production with an outside database when the variable is not set: every instance must
 *   sign with the same keys, and a key that is lost ends the log
 */
export async function readLedgerSeeds(
  config: Pick<Config, 'ledgerKey' | 'production' | 'databaseUrl' | 'dataDir'>,
): Promise<LedgerSeeds> {
  if (config.ledgerKey === null && config.production && config.databaseUrl !== null) {
    throw new Error(
      'SMP_LEDGER_KEY must be set when DATABASE_URL is: every instance signs the ledger with the same key. Make one with: openssl rand -hex 32',
    );
  }
  const secret = Buffer.from(config.ledgerKey ?? (await kept(config.dataDir)), 'hex');
  if (secret.length !== 32)
    throw new Error(`${join(config.dataDir, 'secrets', NAME)} is not a key of 64 hex digits`);
  return { ed25519: drawn(secret, 'ed25519'), mlDsa44: drawn(secret, 'ml-dsa-44') };
}

function drawn(secret: Buffer, scheme: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, Buffer.alloc(0), `smp-ledger/v1 ${scheme}`, 32));
}

async function kept(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = join(folder, NAME);
  const held = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // A key that is there and cannot be read must not be replaced by another.
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (held !== null) return held.trim();
  // Fails when another process was faster; then its key is the one.
  await writeFile(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' }).catch(
    () => undefined,
  );
  return (await readFile(path, 'utf8')).trim();
}
