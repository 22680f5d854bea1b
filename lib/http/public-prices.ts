import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import { findArea } from '@/lib/services/find-area';
import { readBoard } from '@/lib/services/read-board';
import { readMap, unknownCommodity } from '@/lib/services/read-map';
import { readUpdates } from '@/lib/services/read-updates';
import { door } from './door';
import { publicJson } from './json';
import { commodityCode, marketCode, parseQuery } from './query';

/** `GET /api/public/board`: what the home page shows. */
export const board = door('board', (_request, runtime) => publicJson(readBoard(runtime), 1));

export const mapQuery = z.strictObject({ commodity: commodityCode });

/** `GET /api/public/map?commodity=`: one commodity over all markets and provinces. */
export const map = door('map', (request, runtime) =>
  publicJson(readMap(runtime, expectKnown(runtime, parseQuery(request, mapQuery)).commodity), 1),
);

export const liveQuery = z.strictObject({
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
});

/** `GET /api/public/commodity/price/live?commodity=`: the newest prices, of the nation or one market. */
export const live = door('live', (request, runtime) => {
  const query = expectKnown(runtime, parseQuery(request, liveQuery));
  if (query.market_id !== undefined)
    return publicJson(marketPrices(runtime, query.market_id, query.commodity), 1);
  const whole = readBoard(runtime);
  if (query.commodity === undefined) return publicJson(whole, 1);
  const found = whole.commodities.find((c) => c.commodity === query.commodity);
  if (found === undefined) throw unknownCommodity(runtime, query.commodity);
  return publicJson({ at: whole.at, seq: whole.seq, ...found, ...mapPart(runtime, query.commodity) }, 1);
});

function mapPart(runtime: Runtime, commodity: string) {
  const { markets, regions } = readMap(runtime, commodity);
  return {
    market_prices: markets.filter((m) => m.price !== null),
    regions: regions.filter((r) => r.price !== null),
  };
}

/** The newest prices of one market. @throws SmpError NOT_FOUND */
function marketPrices(runtime: Runtime, code: string, commodity: string | undefined) {
  const catalog = runtime.catalog();
  const { id, name } = findArea(runtime, { market_id: code });
  const prices = [...catalog.commodities.values()].flatMap((c) => {
    const last = runtime.lastPrices.of(c.id).get(id);
    if (last === undefined || (commodity !== undefined && c.code !== commodity)) return [];
    return [
      {
        commodity: c.code,
        unit: c.unit,
        price: last.price,
        observed_at: new Date(last.observedAt).toISOString(),
        ledger_index: last.ledgerIndex,
        simulated: last.provenance === 'simulated',
        impact_score: runtime.impacts.get(c.id, id),
      },
    ];
  });
  return {
    at: new Date(runtime.clock.now()).toISOString(),
    seq: runtime.seq(),
    market_id: name,
    prices,
  };
}

export const updatesQuery = z.strictObject({
  after: z.coerce.number().int().min(0),
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** `GET /api/public/updates?after=`: what a client missed, from the database. */
export const updates = door('updates', async (request, runtime) => {
  const { after, limit, commodity, market_id } = expectKnown(runtime, parseQuery(request, updatesQuery));
  const page = await readUpdates(runtime, {
    after,
    limit,
    ...(commodity === undefined ? {} : { commodity }),
    ...(market_id === undefined ? {} : { market_id }),
  });
  return publicJson(page, 0);
});
