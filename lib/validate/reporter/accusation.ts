/** What may be held against a reporter, in the order in which it is told. */
export const ACCUSATIONS = [
  'frozen',
  'copied',
  'twins',
  'common_factor',
  'digit_heaping',
  'entry_speed',
  'regular',
] as const;
export type AccusationKind = (typeof ACCUSATIONS)[number];

/** A pattern that honest reports hardly ever show; about a reporter, never about one price. */
export interface Accusation {
  readonly kind: AccusationKind;
  /** Day number on which the suspicion began. */
  readonly since: number;
  /** Logarithm of how much likelier the reports are if made up; at least the limit of its kind. */
  readonly strength: number;
  /** The device whose figures were copied. */
  readonly source?: string;
  /** The two commodities that move as one. */
  readonly items?: readonly [number, number];
}

/** One price of a reporter's day beside his price before. */
export interface Move {
  readonly commodityId: number;
  readonly before: number;
  readonly price: number;
  /** log(price ÷ before) */
  readonly change: number;
}
