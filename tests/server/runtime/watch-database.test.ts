import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '@/lib/log';
import type { Beat } from '@/lib/store/database-pulse';
import { type DatabaseWatch, watchDatabase } from '@/server/runtime/watch-database';

const TURN_MS = 1_000;
/** Several times as long as the database may take over a statement. */
const MUTE_MS = 120_000;

describe('the watch over the database', () => {
  const cuts: number[] = [];
  let watch: DatabaseWatch;
  let beat: Beat = 'answers';
  beforeEach(() => {
    vi.useFakeTimers();
    cuts.length = 0;
    beat = 'answers';
    watch = watchDatabase({
      pulse: { feel: async () => beat, end: async () => undefined },
      sockets: { open: () => expect.unreachable(), cut: (ms) => void cuts.push(ms) },
      log: { error: () => undefined } as unknown as Log,
    });
  });
  afterEach(async () => {
    await watch.stop();
    vi.useRealTimers();
  });

  async function turns(beats: readonly Beat[]): Promise<void> {
    for (const next of beats) {
      beat = next;
      await vi.advanceTimersByTimeAsync(TURN_MS);
    }
  }

  it('ends no connection of a database that answers or is away, but those mute beyond the limit of a statement', async () => {
    await turns(['answers', 'away', 'away', 'answers']);
    expect(cuts).toEqual([MUTE_MS, MUTE_MS, MUTE_MS, MUTE_MS]);
  });

  it('ends none for one silence, which may be our own', async () => {
    await turns(['silent', 'answers', 'silent', 'away', 'silent']);
    expect(cuts).not.toContain(0);
  });

  it('ends all at the second silence in a row, and at each one after it', async () => {
    await turns(['silent', 'silent', 'silent']);
    expect(cuts.filter((ms) => ms === 0)).toHaveLength(2);
  });

  it('knows whether the database answers', async () => {
    expect(watch.answers()).toBe(true);
    await turns(['away']);
    expect(watch.answers()).toBe(false);
    await turns(['answers']);
    expect(watch.answers()).toBe(true);
  });
});
