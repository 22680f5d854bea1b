import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { setRuntime } from '@/lib/runtime';
import { ensureFirstAdmin, type FirstAdmin } from '@/lib/services/ensure-first-admin';
import { prepareDemo } from '../demo/backfill';
import { readLedgerSeeds, readOldLedgerSeeds } from '../ledger/read-seeds';
import { readSecrets } from '../secrets';
import type { StopStack } from '../start-stack';
import { type BuildInput, type BuiltRuntime, buildRuntime } from './build-runtime';

export interface OpenInput extends Pick<BuildInput, 'socketClients' | 'mqttClients' | 'ready'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** May still be opening. */
  readonly database: Promise<{ readonly url: string }>;
  readonly stack: StopStack;
  /** Aborted when the start shall be given up. */
  readonly asked: AbortSignal;
}

export interface OpenedRuntime extends BuiltRuntime {
  /** Made by this start; `null` when there were people already. */
  readonly firstAdmin: FirstAdmin | null;
}

/** All that is remembered from the database, ready for the doors. */
export async function openRuntime(input: OpenInput): Promise<OpenedRuntime> {
  const { config, clock, log, stack, asked } = input;
  const databaseUrl = (await input.database).url;
  await prepareDemo({ config, clock, log, databaseUrl, asked });
  const secrets = await readSecrets(config);
  const built = buildRuntime({
    ...input,
    databaseUrl,
    jwtSecret: secrets.jwt,
    sessionSecret: secrets.session,
    ledgerSeeds: await readLedgerSeeds(config),
    oldLedgerSeeds: await readOldLedgerSeeds(config),
  });
  stack.push('connections', () => built.close());
  await built.load();
  asked.throwIfAborted();
  setRuntime(built.runtime);
  const firstAdmin = await ensureFirstAdmin(built.runtime, {
    email: config.adminEmail,
    password: config.adminPassword,
  });
  built.hurry();
  stack.push('writer', () => built.runtime.writer.drain());
  return { ...built, firstAdmin };
}
