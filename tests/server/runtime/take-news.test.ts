import { describe, expect, it } from 'vitest';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { createLastPrices } from '@/lib/services/last-prices';
import { createLiveBus } from '@/lib/services/live-bus';
import { nothingKnown } from '@/server/runtime/known';
import { takeNews } from '@/server/runtime/take-news';
import { smallCatalog } from '@/tests/lib/ingest/small-catalog';
import { priceUpdate } from '@/tests/support/board-fixture';

/** `cabai-rawit-merah` at `PASAR-001`. */
const [CHILI, MARKET] = [6, 1];
const NEWER = '2026-11-22T02:00:00.000Z';
const OLDER = '2026-11-20T02:00:00.000Z';

function listening() {
  const known = nothingKnown();
  known.catalog = smallCatalog();
  const bus = createLiveBus((error) => {
    throw error;
  });
  const [impacts, lastPrices] = [createLastImpacts(), createLastPrices()];
  takeNews(known, { bus, impacts, lastPrices });
  return { bus, impacts, lastPrices };
}

describe('the figures of now', () => {
  it.each([
    ['a report that comes late', {}],
    ['an old price that a decision lets in', { observation: 3 }],
  ])('stay those of the newest price after %s', (_what, change) => {
    const { bus, impacts, lastPrices } = listening();
    const newest = priceUpdate(10, { observed_at: NEWER, price: 61_000, impact_score: 64 });
    const late = priceUpdate(11, { observed_at: OLDER, price: 40_000, impact_score: 99, ...change });
    bus.publish({ from: 10, to: 12, updates: [newest, late] });
    expect(lastPrices.of(CHILI).get(MARKET)).toMatchObject({ price: 61_000, ledgerIndex: 10 });
    expect(impacts.get(CHILI, MARKET)).toBe(64);
    const next = priceUpdate(12, { observed_at: NEWER, price: 62_000, impact_score: 70 });
    bus.publish({ from: 12, to: 13, updates: [next] });
    expect(lastPrices.of(CHILI).get(MARKET)?.price).toBe(62_000);
    expect(impacts.get(CHILI, MARKET)).toBe(70);
  });
});
