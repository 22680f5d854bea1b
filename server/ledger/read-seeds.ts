import { hkdfSync, randomBytes } from 'node:crypto';
import { link, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@/lib/config';
import type { LedgerSeeds } from '@/lib/services/ledger-identity';
import { writeDurably } from '@/lib/services/write-durably';
import { keptSecret } from '../kept-secret';

const NAME = 'ledger-key';
const OLD_NAME = 'ledger-key.old';

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
  return seedsOf(config.ledgerKey ?? (await kept(config.dataDir)), join(config.dataDir, 'secrets', NAME));
}

/** The seeds before them, which may vouch for the new keys: SMP_LEDGER_KEY_OLD or the file that was set aside. */
export async function readOldLedgerSeeds(
  config: Pick<Config, 'ledgerKeyOld' | 'dataDir'>,
): Promise<LedgerSeeds | null> {
  const path = join(config.dataDir, 'secrets', OLD_NAME);
  const held = config.ledgerKeyOld ?? (await readFile(path, 'utf8').catch(noneIfMissing));
  return held === null ? null : seedsOf(held.trim(), path);
}

/**
 * Sets the kept key aside and makes a new one, which signs from the next start on.
 * @throws Error when the key comes from the environment, or an earlier one is still set aside
 */
export async function rotateKeptKey(config: Pick<Config, 'ledgerKey' | 'dataDir'>): Promise<void> {
  if (config.ledgerKey !== null) {
    throw new Error('The key is in SMP_LEDGER_KEY: move it to SMP_LEDGER_KEY_OLD and set a new one.');
  }
  const folder = join(config.dataDir, 'secrets');
  await kept(config.dataDir);
  // A link fails when its name is taken, a rename would replace what is there.
  await link(join(folder, NAME), join(folder, OLD_NAME)).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    // Two names of one key: this was cut off between setting the old key aside and making the new one.
    if (await isOneFile(join(folder, NAME), join(folder, OLD_NAME))) return;
    throw new Error(`${join(folder, OLD_NAME)} is there already: delete it once its key has vouched.`);
  });
  await writeDurably(join(folder, NAME), `${randomBytes(32).toString('hex')}\n`);
}

async function isOneFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one.ino === other.ino && one.dev === other.dev;
}

function seedsOf(hex: string, path: string): LedgerSeeds {
  const secret = Buffer.from(hex, 'hex');
  if (secret.length !== 32) throw new Error(`${path} is not a key of 64 hex digits`);
  return { ed25519: drawn(secret, 'ed25519'), mlDsa44: drawn(secret, 'ml-dsa-44') };
}

/** A key that is there and cannot be read must not be replaced by another. */
function noneIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function drawn(secret: Buffer, scheme: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, Buffer.alloc(0), `smp-ledger/v1 ${scheme}`, 32));
}

function kept(dataDir: string): Promise<string> {
  return keptSecret(join(dataDir, 'secrets', NAME));
}
