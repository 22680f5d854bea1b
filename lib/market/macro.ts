/** A figure about the economy that prices are read beside, with the limits of what can be meant. */
export interface MacroKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Digits after the comma that are kept. */
  readonly digits: number;
}

export const MACRO_KINDS = [
  { name: 'usd_idr', least: 1_000, most: 100_000, digits: 0 },
  { name: 'inflation_mom_pct', least: -20, most: 50, digits: 2 },
  { name: 'food_inflation_yoy_pct', least: -50, most: 200, digits: 2 },
  { name: 'pertalite_idr_per_l', least: 1_000, most: 100_000, digits: 0 },
  { name: 'solar_subsidised_idr_per_l', least: 1_000, most: 100_000, digits: 0 },
] as const satisfies readonly MacroKind[];

export function macroKind(name: string): MacroKind | null {
  return MACRO_KINDS.find((kind) => kind.name === name) ?? null;
}

/** Who said the figures that a fresh database holds. Kept as written here; pages say them in the reader's language by name. */
export const MACRO_SOURCES = {
  ecb: 'ECB reference rates, monthly mean',
  inflation: 'published monthly inflation, all items',
  foodInflation: 'published yearly inflation of food',
  pump: 'announced pump price',
} as const;

/** The largest file of figures that is read, bytes; no page takes in more than a million. */
export const MACRO_FILE_BYTES = 900_000;

export type MacroSource = keyof typeof MACRO_SOURCES;

/** @returns its name; `null` for a source that people wrote themselves */
export function macroSource(text: string): MacroSource | null {
  const names = Object.keys(MACRO_SOURCES) as MacroSource[];
  return names.find((name) => MACRO_SOURCES[name] === text) ?? null;
}

export interface MacroValue {
  readonly name: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly value: number;
  readonly source: string;
  /** ISO date on which the source said it; `null` where nobody wrote it down. */
  readonly statedOn: string | null;
}

/** `2026-02`, also from `2026-02-01`; `null` for anything else. */
export function readMonth(text: string): string | null {
  const found = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(text.trim());
  const [, year = '', month = ''] = found ?? [];
  if (found === null || Number(month) < 1 || Number(month) > 12) return null;
  return Number(year) >= 1990 && Number(year) <= 2099 ? `${year}-${month}` : null;
}

/** Grouped by points, as Indonesian writes it. */
const POINTS = /^-?\d{1,3}(\.\d{3})+(,\d{1,4})?$/;
/** Grouped by commas, as English writes it, and with something that no Indonesian number has. */
const COMMAS = /^-?\d{1,3}(,\d{3})+(\.\d{1,4}|,\d{3})$/;
/** Thousands in English, decimals in Indonesian. */
const EITHER = /^-?[1-9]\d{0,2},\d{3}$/;

/**
 * A number as people write it, `16695`, `16.695`, `0,14` or `16,695.5`; `null` for what Indonesian and English would read
 * as two numbers, such as `16,695`. `16.695` is read as Indonesian does.
 */
export function readFigure(text: string): number | null {
  const bare = text.trim().replace('−', '-');
  if (POINTS.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'));
  if (COMMAS.test(bare)) return Number(bare.replaceAll(',', ''));
  if (EITHER.test(bare)) return null;
  return /^-?\d{1,9}([.,]\d{1,4})?$/.test(bare) ? Number(bare.replace(',', '.')) : null;
}

/** The months from one to another, both included, newest first. */
export function monthsDown(from: string, to: string): readonly string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const text = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  const [first, last] = [number(from), number(to)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => text(last - i));
}
