import type { Catalog } from '@/lib/market/catalog';

/** File formats that history can be brought in from. */
export const IMPORT_FORMATS = ['csv', 'pihps', 'panel-harga'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What the importer knows beside the file. */
export interface ImportContext {
  readonly catalog: Catalog;
  /** Day number of today; later days are refused. */
  readonly today: number;
  /** Where the prices are from when the rows do not say; Kemendagri number. */
  readonly regionId: number | null;
  /** Public code of the market when the rows do not say. */
  readonly marketCode: string | null;
}

/** One price of the past. */
export interface ImportedPrice {
  /** Line of the file, the header being 1. */
  readonly line: number;
  /** Local calendar day, days since 1970-01-01. */
  readonly day: number;
  readonly regionId: number;
  /** A market of the catalogue; `null` for one that is only known by name, and for means of a region. */
  readonly marketId: number | null;
  /** The market as written; `null` for a mean of the region. */
  readonly marketName: string | null;
  readonly commodityId: number;
  /** Rp per base unit. */
  readonly price: number;
}

export type RefusalCode =
  | 'missing_price'
  | 'bad_price'
  | 'bad_date'
  | 'unknown_region'
  /** The market lies in another province than the row says. */
  | 'region_mismatch'
  | 'unknown_commodity'
  | 'ambiguous_commodity'
  | 'unknown_unit'
  | 'repeated'
  | 'not_an_item'
  /** The database holds a price of this market, commodity and day. */
  | 'already_stored'
  /** A real price has no place in an invented market. */
  | 'simulated_market'
  /** The market had closed for good by that day. */
  | 'market_closed';

/** A row, or one cell of a wide row, that was not taken. */
export interface RefusedRow {
  readonly line: number;
  readonly code: RefusalCode;
  /** What the file says there. */
  readonly said: string;
  readonly message: string;
}

export type RowResult =
  | { readonly ok: true; readonly price: ImportedPrice }
  | { readonly ok: false; readonly refused: RefusedRow };

/** Takes the cells of one line; a wide line holds several prices. Lines must come in the file's order. */
export type RowMapper = (cells: readonly string[], line: number) => readonly RowResult[];

/** A mapper for the rows under a header, or what the header lacks. */
export type OpenedImporter =
  | { readonly ok: true; readonly mapRow: RowMapper }
  | { readonly ok: false; readonly message: string };

export function refuse(line: number, code: RefusalCode, said: string, message: string): RowResult {
  return { ok: false, refused: { line, code, said: said.slice(0, 120), message } };
}
