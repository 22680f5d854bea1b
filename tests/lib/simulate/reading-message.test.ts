import { expect, it } from 'vitest';
import { parseBody } from '@/lib/ingest/parse-body';
import { parseReading } from '@/lib/ingest/parse-reading';
import { buildCatalog } from '@/lib/market/catalog';
import { createCountry } from '@/lib/simulate/country';
import { liveReading } from '@/lib/simulate/live-reading';
import { createRandom } from '@/lib/simulate/random';
import { deviceIdOf, readingMessage } from '@/lib/simulate/reading-message';
import { seedRows } from '@/prisma/seed/seed-rows';
import { simulationData } from '@/prisma/seed/simulation-data';

it('every simulated market’s message passes the same reading of bytes as a real device’s, unchanged', () => {
  const country = createCountry(7, simulationData());
  const rows = seedRows();
  const catalog = buildCatalog({
    ...rows,
    aliases: [],
    markets: country.markets.map((m) => ({
      ...m,
      id: m.index + 1,
      origin: 'simulated' as const,
      closedOn: null,
      closedReason: null,
    })),
  });
  const now = Date.parse('2026-11-22T03:00:00.123Z');
  const rng = createRandom(5);
  for (const market of country.markets) {
    const sent = liveReading(country, market.index, now, rng);
    const body = parseBody(JSON.stringify(readingMessage(country, sent)));
    const item = body.ok ? body.items[0] : null;
    const result = parseReading(item, { catalog, receivedAt: now, maxPastMs: 0, maxFutureMs: 0 });
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.reading).toMatchObject({
      deviceId: deviceIdOf(country, market.index),
      marketId: market.index + 1,
      observedAt: now,
      crowd: sent.crowd,
      prices: sent.prices.map((p) => ({ commodityId: country.items[p.item]?.commodityId, price: p.price })),
    });
  }
});
