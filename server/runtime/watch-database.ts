import type { Log } from '@/lib/log';
import type { DatabasePulse } from '@/lib/store/database-pulse';
import type { OpenSockets } from '@/lib/store/open-sockets';
import { STATEMENT_LIMIT_MS } from '@/lib/store/pool';
import { every } from '../jobs/every';

export interface WatchInput {
  readonly pulse: DatabasePulse;
  /** Of every connection on which somebody may wait. */
  readonly sockets: OpenSockets;
  readonly log: Log;
}

export interface DatabaseWatch {
  /** Whether the database gave its last sign of life when it was asked for one. */
  answers(): boolean;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/** One may be this process's own fault: it was busy, or was frozen itself. */
const SILENT_BEATS = 2;
/** By its own limit the database has ended a statement long before; what goes without one, to rebuild a memory, has spoken. */
const MUTE_MS = 4 * STATEMENT_LIMIT_MS;

/**
 * Sees to it that nobody waits without end for a database that is frozen, or beyond a network that drops everything: while
 * it gives no sign of life all connections are ended, and so is each one that is mute beyond the limit of a statement.
 * What takes long and is answered in the end is left alone.
 */
export function watchDatabase({ pulse, sockets, log }: WatchInput): DatabaseWatch {
  let answers = true;
  let silent = 0;
  const stop = every(LOOK_EVERY_MS, 'database-pulse', log, async () => {
    sockets.cut(MUTE_MS);
    const beat = await pulse.feel();
    answers = beat === 'answers';
    silent = beat === 'silent' ? silent + 1 : 0;
    if (silent < SILENT_BEATS) return;
    if (silent === SILENT_BEATS) log.error('the database gives no sign of life; who waits for it is told');
    sockets.cut(0);
  });
  return {
    answers: () => answers,
    async stop() {
      await stop();
      await pulse.end();
    },
  };
}
