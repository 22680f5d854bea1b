import { numberArray } from '../array-literal';

/** Leaves in one row at most: who wants a single leaf of a run reads all of it. */
const LONGEST_RUN = 512;
const LEAF_END = '\u001f';
const RUN_END = '\u001e';

/** Parameters of a statement that stores leaves, for {@link runsFrom}. */
export interface Runs {
  /** `bigint[]`, `int[]`, text. */
  readonly values: readonly [ids: string, counts: string, texts: string];
}

/** Leaves as rows of `ledger_run`. @param entries canonical texts, which hold no control characters but newlines */
export function toRuns(first: number, entries: readonly string[]): Runs {
  if (entries.length <= LONGEST_RUN) {
    return { values: [`{${first}}`, `{${entries.length}}`, entries.join(LEAF_END)] };
  }
  const ids: number[] = [];
  const counts: number[] = [];
  const texts: string[] = [];
  for (let from = 0; from < entries.length; from += LONGEST_RUN) {
    const part = entries.slice(from, from + LONGEST_RUN);
    ids.push(first + from);
    counts.push(part.length);
    texts.push(part.join(LEAF_END));
  }
  return { values: [numberArray(ids), numberArray(counts), texts.join(RUN_END)] };
}

/** The insert over such parameters, e.g. `runsFrom('$1', '$2', '$3')`. */
export function runsFrom(ids: string, counts: string, texts: string): string {
  return `INSERT INTO ledger_run (id, n, entries)
  SELECT i, n, e FROM unnest(${ids}::bigint[], ${counts}::int[], string_to_array(${texts}, chr(30))) AS x (i, n, e)`;
}
