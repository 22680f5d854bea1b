import { localDay, UTC_OFFSET_HOURS } from '@/lib/market/calendar';
import type { Country } from './country';
import { marketLevel, nationalLevel, regionalLevel } from './level';
import { askedPrice, isReviewed, NOTICE_DAYS, REVIEW_DAYS, reviewHour } from './seller';

/** The price of one commodity in one market at the end of `day`, Rp: that of its last review. */
export function priceOn(country: Country, item: number, market: number, day: number): number {
  const region = country.regionOf[market] ?? -1;
  const shared = (on: number) => nationalLevel(country, item, on) + regionalLevel(country, item, region, on);
  let reviewed = day;
  const oldest = day - REVIEW_DAYS;
  const isCalm = (on: number) =>
    !isReviewed(country, item, market, on, shared(on) - shared(on - NOTICE_DAYS));
  while (reviewed > oldest && isCalm(reviewed)) reviewed -= 1;
  const level = shared(reviewed) + marketLevel(country, item, market, reviewed);
  return askedPrice(country, item, market, reviewed, level);
}

/** The price at a moment (ms): yesterday's until the hour of today's review. */
export function priceAt(country: Country, item: number, market: number, time: number): number {
  const zone = country.markets[market]?.timeZone ?? 'Asia/Jakarta';
  const day = localDay(time, zone);
  const hour = Math.floor(time / 3_600_000 + UTC_OFFSET_HOURS[zone]) - day * 24;
  const today = hour >= reviewHour(country, item, market, day);
  return priceOn(country, item, market, today ? day : day - 1);
}
