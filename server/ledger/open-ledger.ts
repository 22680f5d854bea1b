import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { chooseOrigin, type LedgerSeeds, ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';

export interface OpenLedgerInput {
  readonly config: Pick<Config, 'ledgerOrigin' | 'publicUrl' | 'dataDir'>;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly seeds: LedgerSeeds;
}

/** Opens the log under its name, with its keys recorded in it. */
export async function openLedger({ config, pool, clock, log, seeds }: OpenLedgerInput): Promise<Ledger> {
  const origin = await chooseOrigin(pool, config.ledgerOrigin, defaultOrigin(config.publicUrl));
  const signer = ledgerSigner(origin, seeds);
  await recordKeys(pool, clock, signer);
  return createLedger({ pool, clock, log, signer, held: heldTrees(join(config.dataDir, 'ledger')) });
}

/** A log is named by its address without scheme (c2sp.org/tlog-tiles). */
function defaultOrigin(publicUrl: string | null): string {
  return `${publicUrl === null ? 'smp.example' : new URL(publicUrl).host}/ledger`;
}
