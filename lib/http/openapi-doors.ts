import type { DescribedDoor } from './openapi-door';
import { BOOK_DOORS } from './openapi-doors-book';
import { DEVICE_DOORS } from './openapi-doors-devices';
import { ENROLMENT_DOORS } from './openapi-doors-enrolment';
import { FEED_DOORS } from './openapi-doors-feeds';
import { FIELD_DOORS } from './openapi-doors-field';
import { LEDGER_DOORS } from './openapi-doors-ledger';
import { OUTLOOK_DOORS } from './openapi-doors-outlook';
import { PLATFORM_DOORS } from './openapi-doors-platform';
import { PRICE_DOORS } from './openapi-doors-prices';
import { READING_DOORS } from './openapi-doors-readings';
import { REVIEW_DOORS } from './openapi-doors-review';

/** Every door that stands in front of Next's router, in reading order. */
export const DESCRIBED_DOORS: readonly DescribedDoor[] = [
  ...READING_DOORS,
  ...PRICE_DOORS,
  ...OUTLOOK_DOORS,
  ...FEED_DOORS,
  ...REVIEW_DOORS,
  ...ENROLMENT_DOORS,
  ...DEVICE_DOORS,
  ...FIELD_DOORS,
  ...LEDGER_DOORS,
  ...BOOK_DOORS,
  ...PLATFORM_DOORS,
];
