import { describe, expect, it } from 'vitest';
import { buildCatalog } from '@/lib/market/catalog';
import { hasClosed, isClosedAt, openMarkets } from '@/lib/market/closing';
import { smallCatalog } from '../ingest/small-catalog';

describe('a market that closes', () => {
  it('is closed from midnight of that day on by its own clock, and one that trades never is', () => {
    const dayBefore = Date.parse('2026-12-02T14:59:59.999Z');
    expect(hasClosed('2026-12-03', 'Asia/Jayapura', dayBefore)).toBe(false);
    expect(hasClosed('2026-12-03', 'Asia/Jayapura', dayBefore + 1)).toBe(true);
    expect(hasClosed('2026-12-03', 'Asia/Jakarta', dayBefore + 1)).toBe(false);
    expect(hasClosed(null, 'Asia/Jakarta', Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('stands in the catalogue, and no longer among those that trade', () => {
    const small = smallCatalog();
    const catalog = buildCatalog({
      commodities: [],
      regions: [...small.regions.values()],
      markets: [...small.markets.values()].map((m) =>
        m.id === 2 ? { ...m, closedOn: '2026-12-03', closedReason: 'terbakar' } : m,
      ),
      aliases: [],
      units: [],
    });
    const [before, after] = [Date.parse('2026-12-02T14:00:00Z'), Date.parse('2026-12-02T16:00:00Z')];
    expect(openMarkets(catalog, before).map((m) => m.id)).toEqual([1, 2]);
    expect(openMarkets(catalog, after).map((m) => m.id)).toEqual([1]);
    const market = catalog.markets.get(2);
    expect(market && isClosedAt(catalog, market, after)).toBe(true);
  });
});
