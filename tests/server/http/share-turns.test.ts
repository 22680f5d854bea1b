import { describe, expect, it } from 'vitest';
import { createShareTurns } from '@/server/http/share-turns';

const never = () => new Promise<never>(() => undefined);
const now = () => Promise.resolve();

/** Work that ends when it is told to, and counts how often it began. */
function heldWork() {
  const ends: ((said: string) => void)[] = [];
  return {
    ends,
    work: () => new Promise<string>((resolve) => void ends.push(resolve)),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns that are shared', () => {
  it('are one for all who ask before the work begins', async () => {
    const { ends, work } = heldWork();
    const turns = createShareTurns<string>(now, never);
    const asked = [turns('board', work), turns('board', work)];
    await settled();
    expect(ends).toHaveLength(1);
    ends[0]?.('drawn');
    expect(await Promise.all(asked)).toEqual(['drawn', 'drawn']);
  });

  it('give nobody what was looked up before they asked, and come one after the other', async () => {
    const { ends, work } = heldWork();
    const turns = createShareTurns<string>(now, never);
    const first = turns('board', work);
    await settled();
    const late = [turns('board', work), turns('board', work)];
    await settled();
    expect(ends).toHaveLength(1);
    ends[0]?.('old');
    expect(await first).toBe('old');
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]?.('new');
    expect(await Promise.all(late)).toEqual(['new', 'new']);
  });

  it('keep nothing for who asks when all have been given theirs', async () => {
    const { ends, work } = heldWork();
    const turns = createShareTurns<string>(now, never);
    turns('board', work);
    await settled();
    ends[0]?.('old');
    await settled();
    turns('board', work);
    await settled();
    expect(ends).toHaveLength(2);
  });

  it('of different names are worked on beside each other', async () => {
    const { ends, work } = heldWork();
    const turns = createShareTurns<string>(now, never);
    turns('board', work);
    turns('map', work);
    await settled();
    expect(ends).toHaveLength(2);
  });

  it('that fail fail for who shared them, and not for the next', async () => {
    const turns = createShareTurns<string>(now, never);
    const fails = turns('board', () => Promise.reject(new Error('no')));
    await expect(fails).rejects.toThrow('no');
    expect(await turns('board', async () => 'drawn')).toBe('drawn');
  });

  it('that take too long do not hold up the next', async () => {
    const patience: (() => void)[] = [];
    const { ends, work } = heldWork();
    const turns = createShareTurns<string>(
      now,
      () => new Promise<void>((tired) => void patience.push(tired)),
    );
    turns('board', work);
    await settled();
    const next = turns('board', work);
    patience[0]?.();
    await settled();
    ends[1]?.('drawn');
    expect(await next).toBe('drawn');
  });
});
