/* What a search of the ledger comes to when it finds nothing, decided without drawing. */

export const FIELDS = ['market_id', 'day', 'device_id', 'reading_id'] as const;

/** Also narrows a search, and asks for nothing by itself. */
const NAMED = [...FIELDS, 'commodity'] as const;
export type SearchField = (typeof NAMED)[number];

export interface SearchTrouble {
  /** Key under `book.search.trouble`. */
  readonly words: string;
  /** The field that it is about; `null` for the search as a whole. */
  readonly field: SearchField | null;
  readonly said: string;
  /** Names that may have been meant, nearest first. */
  readonly near: readonly string[];
}

const MOST_SAID = 40;
const MOST_NEAR = 3;

/** The search as a whole could not be made. */
export function wholeTrouble(words: 'nothing' | 'failed'): SearchTrouble {
  return { words, field: null, said: '', near: [] };
}

/** What a refusal is about, in which field, and what may have been meant. @param problem the body of the answer */
export function troubleOf(status: number, problem: unknown, asked: URLSearchParams): SearchTrouble {
  const { errors = [] } = (problem ?? {}) as {
    readonly errors?: readonly { readonly field: string; readonly candidates?: readonly string[] }[];
  };
  const [first] = errors;
  if (first?.field === 'query') return wholeTrouble('nothing');
  const field = NAMED.find((name) => name === first?.field);
  if (field === undefined || (status !== 404 && status !== 422)) return wholeTrouble('failed');
  const said = asked.get(field) ?? '';
  return {
    words: `${status === 404 ? 'unknown' : 'malformed'}.${field}`,
    field,
    said: said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said,
    // Of commodities the form has the whole list.
    near: field === 'commodity' ? [] : (first?.candidates ?? []).slice(0, MOST_NEAR),
  };
}

/**
 * Why nothing was found, as far as the search itself tells.
 *
 * @param today ISO date
 * @returns a key under `book.search.none`
 */
export function noneWords(asked: URLSearchParams, today: string): 'future' | 'reading' | 'day' | 'lately' {
  const day = asked.get('day');
  if (day !== null && day > today) return 'future';
  if (asked.has('reading_id')) return 'reading';
  return day === null ? 'lately' : 'day';
}

/** The conditions of a search, without what is empty. */
export function conditions(given: (name: string) => string | null): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NAMED) {
    const value = given(name);
    if (value) params.set(name, value);
  }
  return params;
}

/** A market by its code, whoever wrote its name instead; a text that is neither stays as it is. */
export function marketCode(said: string, markets: readonly { code: string; name: string }[]): string {
  const folded = said.toLowerCase();
  const named = markets.filter(({ code, name }) => code === said || name.toLowerCase() === folded);
  return named.length === 1 ? (named[0]?.code ?? said) : said;
}
