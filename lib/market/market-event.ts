export const EVENT_KINDS = ['flood', 'harvest', 'blocked_road', 'pest', 'other'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

export function isEventKind(value: string): value is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(value);
}

/** Something that an official saw happen around markets. Without a market or region it is of the nation. */
export interface MarketEvent {
  readonly id: string;
  readonly kind: EventKind;
  /** `null`: all of them. */
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  /** ISO dates, both included; an open end is `null`. */
  readonly begins: string;
  readonly ends: string | null;
  readonly source: string;
  readonly textId: string;
  readonly textEn: string | null;
  /** Entered by mistake. */
  readonly withdrawn: boolean;
  /** The row that this one stands in place of. */
  readonly replaces: string | null;
}
