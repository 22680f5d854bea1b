import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardSource } from '@/lib/services/board-source';
import { createDrawnOnce, type DrawnOnce } from '@/lib/services/drawn-once';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { createLastPrices } from '@/lib/services/last-prices';

const NOW = Date.parse('2026-03-02T03:00:00.100Z');
const price = (rupiah: number) => ({
  ledgerIndex: 1,
  marketId: 1,
  commodityId: 1,
  price: rupiah,
  observedAt: NOW,
  provenance: 'observed' as const,
});

describe('what is drawn for many', () => {
  const lastPrices = createLastPrices();
  const impacts = createLastImpacts();
  const state = { now: NOW, seq: 1, held: 0, catalog: {}, facts: {} };
  const source: BoardSource = {
    clock: { now: () => state.now },
    catalog: () => state.catalog as ReturnType<BoardSource['catalog']>,
    facts: () => state.facts as ReturnType<BoardSource['facts']>,
    held: { current: () => state.held, recount: async () => undefined },
    seq: () => state.seq,
    lastPrices,
    impacts,
  };
  let drawn: DrawnOnce;
  const draw = vi.fn(() => ({}));
  beforeEach(() => {
    draw.mockClear();
    Object.assign(state, { now: NOW, seq: 1, held: 0, catalog: {}, facts: {} });
    drawn = createDrawnOnce(source, 2);
    lastPrices.take(price(10_000));
    drawn('board', draw);
  });

  it('is drawn once while nothing changes', () => {
    state.now += 800;
    expect(drawn('board', draw)).toBe(draw.mock.results[0]?.value);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('is another thing under another name', () => {
    expect(drawn('map', draw)).not.toBe(drawn('board', draw));
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it.each<[string, () => unknown]>([
    ['a price came', () => lastPrices.take(price(11_000))],
    ['a price was put in the place of another', () => lastPrices.replace(1, 1, price(9_000))],
    ['a price no longer counts', () => lastPrices.replace(1, 1, null)],
    ['a price was weighed', () => impacts.set(1, 1, 50)],
    ['the ledger grew', () => Object.assign(state, { seq: 2 })],
    ['a held price was decided', () => Object.assign(state, { held: 1 })],
    ['a name was changed', () => Object.assign(state, { catalog: {} })],
    ['a day or a reference price began', () => Object.assign(state, { facts: {} })],
    ['another second began', () => Object.assign(state, { now: NOW + 900 })],
  ])('is drawn anew at once when %s', (_, change) => {
    change();
    drawn('board', draw);
    drawn('board', draw);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('is tried again when it could not be drawn', () => {
    const fails = () => {
      throw new Error('no');
    };
    expect(() => drawn('map', fails)).toThrow('no');
    expect(drawn('map', () => 'drawn')).toBe('drawn');
  });

  it('is shared by who asks while it is under way', async () => {
    const drawing = drawn('history', async () => ({}));
    expect(await drawn('history', async () => ({}))).toBe(await drawing);
  });

  it('is tried again when it could not be drawn in time', async () => {
    const fails = drawn('history', () => Promise.reject(new Error('no')));
    await expect(fails).rejects.toThrow('no');
    expect(await drawn('history', async () => 'drawn')).toBe('drawn');
  });

  it('is kept for no more names than were allowed, the oldest of which goes first', () => {
    drawn('map', draw);
    drawn('history', draw);
    expect(draw).toHaveBeenCalledTimes(3);
    drawn('map', draw);
    expect(draw).toHaveBeenCalledTimes(3);
    drawn('board', draw);
    expect(draw).toHaveBeenCalledTimes(4);
  });
});
