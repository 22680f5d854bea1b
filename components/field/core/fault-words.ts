import type { FieldFault } from './records';

/** The sentence of this phone for each reason that the door gives about something that the phone sends. */
const SENTENCES = {
  // What the phone sends is never ahead of the server's time; see `trueTime`.
  clock_out_of_range: 'older',
  not_a_time: 'time',
  time_without_zone: 'time',
  not_a_price: 'price',
  price_out_of_range: 'range',
  unknown_commodity: 'commodity',
  ambiguous_commodity: 'commodity',
  bad_name: 'commodity',
  same_commodity_twice: 'twice',
  unknown_unit: 'unit',
  unknown_market: 'market',
  market_closed: 'closed',
  region_mismatch: 'market',
  not_yours: 'device',
  bad_device_id: 'device',
  missing_signature: 'signature',
  bad_signature: 'signature',
  unknown_key: 'signature',
  bad_prices: 'report',
  not_a_uuid: 'report',
  not_an_object: 'report',
  not_a_list: 'report',
  unknown_field: 'report',
  forbidden_name: 'report',
  duplicate_key: 'report',
  invalid_json: 'report',
  too_deep: 'report',
  too_many_readings: 'report',
  out_of_range: 'report',
} as const;

type FaultKey = (typeof SENTENCES)[keyof typeof SENTENCES];

/** Which sentence says what the server found wrong. @returns `null` where only the server has words for it */
export function faultKey({ code }: Pick<FieldFault, 'code'>): FaultKey | null {
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code as keyof typeof SENTENCES] : null;
}
