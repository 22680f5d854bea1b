import type { Client } from 'aedes';
import { isSmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { deviceOf, type Session, type Sessions } from './sessions';

/** A device that was revoked or moved loses its connections within this and the registry's own two seconds. */
const SWEEP_MS = 1_000;

/** Looks again and again whether those who are connected still may be. */
export function sweepSessions(runtime: Runtime, sessions: Sessions): { stop(): void } {
  const timer = setInterval(() => {
    for (const [client, session] of sessions.open()) void look(runtime, client, session);
  }, SWEEP_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function look(runtime: Runtime, client: Client, session: Session): Promise<void> {
  try {
    const device = await deviceOf(runtime, session.credential);
    const market = runtime.catalog().markets.get(device.marketId)?.code;
    if (market !== session.market) client.close();
  } catch (error) {
    // Nobody is put out because the database is away.
    if (isSmpError(error) && error.code !== 'UNAVAILABLE') client.close();
  }
}
