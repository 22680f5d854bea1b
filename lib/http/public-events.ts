import { z } from 'zod';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { publicationDay } from '@/lib/services/board-facts';
import { expectKnown } from '@/lib/services/expect-known';
import { listEvents } from '@/lib/services/list-events';
import { door } from './door';
import { expectInOrder } from './in-order';
import { publicJson } from './json';
import { commodityCode, isoDate, marketCode, parseQuery, regionName } from './query';

const USUAL_DAYS = 365;

export const eventsQuery = z.strictObject({
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
  region: regionName.optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
});

/** `GET /api/public/events`: what officials saw happen around markets, and days of the calendar. */
export const events = door('events', async (request, runtime) => {
  const asked = expectKnown(runtime, parseQuery(request, eventsQuery));
  const { commodity, market_id, region, from, to } = asked;
  if (from !== undefined && to !== undefined) expectInOrder({ from, to });
  const last = to ?? publicationDay(runtime.clock);
  return publicJson(
    await listEvents(runtime, {
      from: from ?? dayToIso(isoToDay(last) - USUAL_DAYS),
      to: last,
      ...(commodity === undefined ? {} : { commodity }),
      ...(market_id === undefined ? {} : { market_id }),
      ...(region === undefined ? {} : { region }),
    }),
    15,
  );
});
