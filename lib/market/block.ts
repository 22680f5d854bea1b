/** What may move a price, as it is measured: each block is a group of figures known on the day. */
export const BLOCKS = [
  'nation',
  'island',
  'reversion',
  'calendar',
  'weather',
  'fuel',
  'currency',
  'events',
] as const;

export type Block = (typeof BLOCKS)[number];

/** Kinds of entered events that are told apart. */
export const EVENT_CAUSES = ['weather', 'pests', 'road', 'harvest'] as const;

export type EventCause = (typeof EVENT_CAUSES)[number];
