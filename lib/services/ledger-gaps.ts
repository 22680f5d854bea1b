/** Positions of the ledger, `to` not included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Which positions of the ledger this process has told nobody of. Every process tells of its own commits; what is
 * missing between them was written by another one.
 */
export interface LedgerGaps {
  /** A commit of any process was published here. */
  told(range: Range): void;
  /** @returns ranges below `size` that nobody was told of, lowest first */
  missing(size: number): readonly Range[];
}

/** @param start ledger size that the memory was built from */
export function createLedgerGaps(start: number): LedgerGaps {
  /** Everything below is told. */
  let floor = start;
  let above: Range[] = [];
  return {
    told(range) {
      if (range.to <= floor) return;
      above = merge([...above, range].sort((a, b) => a.from - b.from));
      for (let first = above[0]; first !== undefined && first.from <= floor; first = above[0]) {
        floor = Math.max(floor, first.to);
        above = above.slice(1);
      }
    },
    missing(size) {
      const found: Range[] = [];
      let from = floor;
      for (const range of above) {
        if (range.from >= size) break;
        if (range.from > from) found.push({ from, to: range.from });
        from = Math.max(from, range.to);
      }
      if (size > from) found.push({ from, to: size });
      return found;
    },
  };
}

function merge(sorted: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.to < range.from) merged.push(range);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
  }
  return merged;
}
