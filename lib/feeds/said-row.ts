import {
  FEED_PARTS,
  type FeedPart,
  type FeedRow,
  MAX_FEED_ROWS,
  NEEDED_PARTS,
  type SaidByFeed,
} from './mapping';

/** Longer texts are no names, no dates and no prices. */
const MAX_CELL = 200;

/** One row from its parts: those that are needed must say something, and nothing may be absurdly long. */
export function toRow(line: number, read: (part: FeedPart) => string | null): FeedRow {
  const said = {} as Record<FeedPart, string | null>;
  for (const part of FEED_PARTS) {
    const text = read(part)?.trim() ?? null;
    if (text !== null && text.length > MAX_CELL) {
      const message = `The ${part} is longer than ${MAX_CELL} letters; the mapping may name the wrong column.`;
      return {
        ok: false,
        refused: { line, field: part, code: 'too_long', said: text.slice(0, 60), message },
      };
    }
    if (NEEDED_PARTS.includes(part) && (text === null || text === '')) {
      const message = `The row has no ${part}; leave the row out or fill it in at the source.`;
      return { ok: false, refused: { line, field: part, code: `missing_${part}`, said: '', message } };
    }
    // An empty optional cell says as little as a column that is not there.
    said[part] = text === '' ? null : text;
  }
  return { ok: true, line, said: said satisfies SaidByFeed };
}

export function refuseDocument(code: string, said: string, message: string): FeedRow {
  return { ok: false, refused: { line: 0, field: 'document', code, said, message } };
}

export function tooMany(count: number): FeedRow {
  const message = `The source has ${count} rows and only the first ${MAX_FEED_ROWS} were read; ask it for fewer days at a time.`;
  return refuseDocument('too_many_rows', String(count), message);
}
