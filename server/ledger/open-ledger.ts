import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { type Policy, parsePolicy } from '@/lib/ledger/policy';
import type { Log } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { chooseOrigin, type LedgerSeeds, ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { ownNotes } from '@/lib/services/own-notes';

export interface OpenLedgerInput {
  readonly config: Pick<Config, 'ledgerOrigin' | 'ledgerPolicy' | 'publicUrl' | 'dataDir'>;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly seeds: LedgerSeeds;
  /** Those before them, when they are at hand: they vouch for the new keys. */
  readonly oldSeeds: LedgerSeeds | null;
}

/** Where the last trees that were signed on this machine are held. */
export function heldFolder(dataDir: string): string {
  return join(dataDir, 'ledger');
}

/** Which cosigned checkpoints of a log were written on this machine and not yet recorded. */
function notesFile(dataDir: string, origin: string): string {
  return join(heldFolder(dataDir), `${createHash('sha256').update(origin).digest('hex')}.cosigned`);
}

const UNVOUCHED =
  'the ledger is signed with another key from now on, and the one before does not vouch for it: who remembers that one is told so. Was it not meant? Stop, and bring SMP_DATA_DIR/secrets or SMP_LEDGER_KEY of the installation that this database comes from (docs/operations.md, Backup)';

/** Opens the log under its name, with its keys recorded in it. */
export async function openLedger({
  config,
  pool,
  clock,
  log,
  seeds,
  oldSeeds,
}: OpenLedgerInput): Promise<Ledger> {
  const origin = await chooseOrigin(pool, config.ledgerOrigin, defaultOrigin(config.publicUrl));
  const signer = ledgerSigner(origin, seeds);
  const old = oldSeeds === null ? null : ledgerSigner(origin, oldSeeds);
  if ((await recordKeys(pool, clock, signer, old)) === 'unvouched') log.warn(UNVOUCHED);
  const held = heldTrees(heldFolder(config.dataDir));
  const notes = ownNotes(notesFile(config.dataDir, origin));
  const policy = await readPolicy(config.ledgerPolicy);
  return createLedger({ pool, clock, log, signer, held, policy, notes });
}

/** @throws Error naming the file and line that cannot be used */
export async function readPolicy(path: string | null): Promise<Policy | null> {
  if (path === null) return null;
  try {
    return parsePolicy(nodeSha256, await readFile(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new Error(`SMP_LEDGER_POLICY=${path} cannot be used: ${why}`);
  }
}

/** A log is named by its address without scheme (c2sp.org/tlog-tiles). */
function defaultOrigin(publicUrl: string | null): string {
  return `${publicUrl === null ? 'smp.example' : new URL(publicUrl).host}/ledger`;
}
