export const FEED_FORMATS = ['csv', 'json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** What a price of a source is made of. */
export const FEED_PARTS = ['date', 'region', 'market', 'commodity', 'unit', 'price'] as const;
export type FeedPart = (typeof FEED_PARTS)[number];

/** Parts without which a row says nothing. */
export const NEEDED_PARTS: readonly FeedPart[] = ['date', 'commodity', 'price'];

/** Where a source says what: a column of its table, or a field of its records (`a.b` for one within another). */
export interface FeedMapping {
  readonly format: FeedFormat;
  /** `null`: the source does not say it. */
  readonly columns: Readonly<Record<FeedPart, string | null>>;
  /** Where the list of records lies in the JSON document, `data.prices`; empty: the document is the list. */
  readonly records: string;
  /** Province of every row that names none; Kemendagri number. */
  readonly regionId: number | null;
}

/** One price as a source says it; `null` where it says nothing. */
export type SaidByFeed = Readonly<Record<FeedPart, string | null>>;

export interface FeedRefusal {
  /** A row of the table with its header as 1, or a record counted from 1; 0: the whole document. */
  readonly line: number;
  readonly field: FeedPart | 'document';
  readonly code: string;
  readonly said: string;
  /** What stands against it and what would mend it. */
  readonly message: string;
}

export type FeedRow =
  | { readonly ok: true; readonly line: number; readonly said: SaidByFeed }
  | { readonly ok: false; readonly refused: FeedRefusal };

/** Rows beyond this are not read: no list of a day's prices is longer. */
export const MAX_FEED_ROWS = 50_000;
