import { connect } from 'node:net';
import type { Log } from '@/lib/log';
import { every } from '../jobs/every';
import { type Claim, claimDatabase } from './claim';
import { claimHolder } from './claim-holder';
import type { EmbeddedPostgres } from './embedded';

const LOOK_MS = 500;

/**
 * Starts the built-in PostgreSQL again when somebody killed it, at the address that it had, so that pools
 * find it by themselves; and takes the claim again, which went with it.
 *
 * @returns a function that ends the watch and gives the claim up
 */
export function supervisePostgres(postgres: EmbeddedPostgres, first: Claim, log: Log): () => Promise<void> {
  let claim: Claim | null = first;
  const port = Number(new URL(postgres.url).port);
  const stop = every(LOOK_MS, 'postgres', log, async () => {
    if (claim?.held() && (await answers(port))) return;
    if (!(await answers(port))) {
      log.warn('the built-in PostgreSQL is gone; starting it again');
      await postgres.revive();
    }
    if (claim?.held()) return;
    claim = await claimDatabase(postgres.url, 0);
    if (claim !== null) return;
    const holder = await claimHolder(postgres.url).catch(() => null);
    log.error({ holder }, 'another server took over the built-in PostgreSQL');
  });
  return async () => {
    await stop();
    await claim?.release().catch(() => undefined);
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
