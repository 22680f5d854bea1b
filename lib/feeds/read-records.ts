import { FEED_PARTS, type FeedMapping, type FeedPart, type FeedRow, MAX_FEED_ROWS } from './mapping';
import { refuseDocument, tooMany, toRow } from './said-row';

/** Takes the records of a JSON document apart by the declared fields. */
export function readRecords(document: unknown, mapping: FeedMapping): readonly FeedRow[] {
  const list = mapping.records === '' ? document : follow(document, mapping.records);
  if (!Array.isArray(list)) {
    const where = mapping.records === '' ? 'The document' : `"${mapping.records}"`;
    const said = mapping.records;
    return [refuseDocument('no_list', said, `${where} is no list of records; name the field that holds it.`)];
  }
  const rows = list.slice(0, MAX_FEED_ROWS).map((record: unknown, i) => readRecord(record, i + 1, mapping));
  return list.length > MAX_FEED_ROWS ? [...rows, tooMany(list.length)] : rows;
}

function readRecord(record: unknown, line: number, mapping: FeedMapping): FeedRow {
  const said = new Map<FeedPart, string | null>();
  for (const part of FEED_PARTS) {
    const name = mapping.columns[part];
    const value = name === null ? null : follow(record, name);
    if (value !== null && typeof value === 'object') {
      const message = `"${name}" holds no single value; name the field within it.`;
      return { ok: false, refused: { line, field: part, code: 'not_a_value', said: name ?? '', message } };
    }
    said.set(part, value === null || value === undefined ? null : String(value));
  }
  return toRow(line, (part) => said.get(part) ?? null);
}

/** What lies at `a.b`; a field whose own name has the dot goes first. Only what the record itself holds. */
function follow(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  const dot = path.indexOf('.');
  if (dot < 0 || !Object.hasOwn(value, path.slice(0, dot))) return undefined;
  return follow((value as Record<string, unknown>)[path.slice(0, dot)], path.slice(dot + 1));
}
