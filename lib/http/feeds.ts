import { dayToIso } from '@/lib/market/calendar';
import { isoTime } from '@/lib/market/iso-time';
import { type ListedFeed, listFeeds } from '@/lib/services/list-feeds';
import { shownAddress } from '@/lib/services/save-feed';
import { door } from './door';
import { json } from './json';
import { personOf } from './person';

/** `GET /api/feeds`: the price sources outside of the platform, their last run, and how far they lie from us. */
export const feedsDoor = door('feeds', async (request, runtime) => {
  await personOf(request, runtime, 'see master data');
  const { commodities } = runtime.catalog();
  const shownBias = ({ bias }: ListedFeed) =>
    bias.map(({ commodityId, gap, spread, count, day, cause }) => ({
      commodity: commodities.get(commodityId)?.code ?? '',
      gap: round(Math.expm1(gap)),
      spread: round(Math.expm1(spread)),
      compared: count,
      last_day: dayToIso(day),
      likely_cause: cause,
    }));
  const feeds = (await listFeeds(runtime)).map((feed) => ({
    name: feed.name,
    address: shownAddress(feed.address),
    enabled: feed.enabled,
    every_hours: feed.everyHours,
    last_at: feed.lastAt === null ? null : isoTime(feed.lastAt),
    last_result: feed.lastResult,
    bias: shownBias(feed),
  }));
  return json({ feeds });
});

const round = (value: number) => Math.round(value * 10_000) / 10_000;
