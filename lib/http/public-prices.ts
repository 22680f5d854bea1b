import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import { readBoard } from '@/lib/services/read-board';
import { readMap, unknownCommodity } from '@/lib/services/read-map';
import { readMarketPrices } from '@/lib/services/read-market-prices';
import { readUpdates } from '@/lib/services/read-updates';
import { door } from './door';
import { publicJson } from './json';
import { commodityCode, marketCode, parseQuery, regionName, wholeNumber } from './query';

/** `GET /api/public/board`: what the home page shows. */
export const board = door('board', (request, runtime) => {
  parseQuery(request, z.strictObject({}));
  return publicJson(readBoard(runtime), 1);
});

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
    return publicJson(readMarketPrices(runtime, query.market_id, query.commodity), 1);
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

export const updatesQuery = z.strictObject({
  after: wholeNumber(0),
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
  region: regionName.optional(),
  limit: wholeNumber(1, 1000).default(500),
});

/** `GET /api/public/updates?after=`: what a client missed, from the database. */
export const updates = door('updates', async (request, runtime) => {
  const { after, limit, commodity, market_id, region } = expectKnown(
    runtime,
    parseQuery(request, updatesQuery),
  );
  const page = await readUpdates(runtime, {
    after,
    limit,
    ...(commodity === undefined ? {} : { commodity }),
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region }),
  });
  return publicJson(page, 0);
});
