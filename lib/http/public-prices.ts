import { z } from 'zod';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';
import { boardNow } from '@/lib/services/read-board';
import { mapNow, unknownCommodity } from '@/lib/services/read-map';
import { readMarketPrices } from '@/lib/services/read-market-prices';
import { readUpdates } from '@/lib/services/read-updates';
import type { Answer } from './answer';
import { door } from './door';
import { forMany } from './for-many';
import { publicJson } from './json';
import { commodityCode, marketCode, parseParameters, parseQuery, regionName, wholeNumber } from './query';

/** `GET /api/public/board`: what the home page shows. */
export const board = door('board', (request, runtime) => {
  parseQuery(request, z.strictObject({}));
  return wholeBoard(runtime);
});

function wholeBoard(runtime: Runtime): Answer {
  return runtime.drawn('answer: board', () => forMany(publicJson(boardNow(runtime), 1)));
}

export const mapQuery = z.strictObject({ commodity: commodityCode });

/** `GET /api/public/map?commodity=`: one commodity over all markets and provinces. */
export const map = door('map', (request, runtime) => {
  const { commodity } = expectKnown(runtime, parseQuery(request, mapQuery));
  return runtime.drawn(`answer: map ${commodity}`, () => forMany(publicJson(mapNow(runtime, commodity), 1)));
});

export const liveQuery = z.strictObject({
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
});

/** `GET /api/public/commodity/price/live?commodity=`: the newest prices, of the nation or one market. */
export const live = door('live', (request, runtime) => {
  const query = expectKnown(runtime, parseQuery(request, liveQuery));
  if (query.market_id !== undefined)
    return publicJson(readMarketPrices(runtime, query.market_id, query.commodity), 1);
  const { commodity } = query;
  if (commodity === undefined) return wholeBoard(runtime);
  return runtime.drawn(`answer: live ${commodity}`, () =>
    forMany(publicJson(readLive(runtime, commodity), 1)),
  );
});

function readLive(runtime: Runtime, commodity: string) {
  const { at, seq, commodities } = boardNow(runtime);
  const found = commodities.find((c) => c.commodity === commodity);
  if (found === undefined) throw unknownCommodity(runtime, commodity);
  return { at, seq, ...found, ...mapPart(runtime, commodity) };
}

function mapPart(runtime: Runtime, commodity: string) {
  const { markets, regions } = mapNow(runtime, commodity);
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

/** The query of a socket, by which this door is asked as well: what is left empty follows all. */
function asFollowed(said: URLSearchParams): URLSearchParams {
  for (const name of ['commodity', 'market_id', 'region']) {
    const given = said.getAll(name);
    if (given.length === 1 && given[0] === '') said.delete(name);
  }
  return said;
}

/** `GET /api/public/updates?after=`: what a client missed, from the database. */
export const updates = door('updates', async (request, runtime) => {
  const { after, limit, commodity, market_id, region } = expectKnown(
    runtime,
    parseParameters(asFollowed(new URL(request.url).searchParams), updatesQuery),
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
