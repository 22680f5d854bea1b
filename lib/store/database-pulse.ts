import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { createOpenSockets } from './open-sockets';
import { createPool } from './pool';

/** `away`: it cannot be reached or refuses to talk, which is an answer. `silent`: not a word. */
export type Beat = 'answers' | 'away' | 'silent';

export interface DatabasePulse {
  /** Asks the database for a sign of life. Never rejects, and takes little more than three seconds. */
  feel(): Promise<Beat>;
  end(): Promise<void>;
}

/** On a connection that is open the answer takes less than a millisecond, and no lock can hold it up. */
const ANSWER_MS = 3_000;

/** On a connection of its own, so that it waits for nobody. */
export function createDatabasePulse(url: string, answerMs = ANSWER_MS): DatabasePulse {
  const sockets = createOpenSockets();
  const pool = createPool(url, 1, () => undefined, sockets);

  async function silence(): Promise<Beat> {
    await pause(answerMs, undefined, { ref: false });
    // What arrived while this process was busy is read first.
    await nextTurn();
    return 'silent';
  }

  return {
    async feel() {
      const asked = pool.query('SELECT 1').then(
        (): Beat => 'answers',
        (): Beat => 'away',
      );
      const beat = await Promise.race([asked, silence()]);
      if (beat === 'silent') sockets.cut(0);
      return beat;
    },
    async end() {
      sockets.cut(0);
      await pool.end();
    },
  };
}
