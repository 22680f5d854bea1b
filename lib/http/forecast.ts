import { z } from 'zod';
import { MODELS } from '@/lib/forecast/models';
import { decodeSegment } from '@/lib/market/decode-segment';
import { expectKnown } from '@/lib/services/expect-known';
import { readConfidence, readForecast } from '@/lib/services/read-forecast';
import { door } from './door';
import { publicJson } from './json';
import { commodityCode, marketCode, parseQuery, regionName, wholeNumber } from './query';

const area = {
  market_id: marketCode.optional(),
  region: regionName.optional(),
};
const model = z.enum(['auto', ...MODELS]).default('auto');

export const forecastQuery = z.strictObject({
  ...area,
  horizon: wholeNumber(1, 30).default(7),
  model,
});

export const confidenceQuery = z.strictObject({ commodity: commodityCode, ...area, model });

type Asked = Pick<z.output<typeof forecastQuery>, 'market_id' | 'model'> & {
  readonly region?: number | undefined;
};

/** `GET /api/forecast/{commodity}`: the coming days with quantiles, and which model speaks. */
export const forecastDoor = door('forecast', async (request, runtime) => {
  const said = nameIn(new URL(request.url).pathname);
  const query = { commodity: said, ...parseQuery(request, forecastQuery) };
  const { commodity, horizon, ...asked } = expectKnown(runtime, query);
  return publicJson(await readForecast(runtime, { commodity, horizon, ...areaOf(asked) }), 60);
});

/** `GET /api/forecast/confidence?commodity=`: how good such forecasts were in the past. */
export const confidenceDoor = door('forecast-confidence', async (request, runtime) => {
  const { commodity, ...asked } = expectKnown(runtime, parseQuery(request, confidenceQuery));
  return publicJson(await readConfidence(runtime, { commodity, horizon: 7, ...areaOf(asked) }), 60);
});

/** All that stands behind the door's address. */
function nameIn(pathname: string): string {
  return decodeSegment(pathname.slice('/api/forecast/'.length).replace(/\/$/, ''));
}

function areaOf({ market_id, region, model }: Asked) {
  return {
    model,
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region }),
  };
}
