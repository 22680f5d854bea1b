import type { RefusalCode, RefusedRow, RowResult } from './import-row';

/** What an import refused for one reason. */
export interface RefusalGroup {
  readonly code: RefusalCode;
  readonly count: number;
  /** How often each text was refused, most frequent first; at most 40 texts. */
  readonly said: readonly (readonly [text: string, count: number])[];
  /** The first rows refused, with their lines. */
  readonly examples: readonly RefusedRow[];
}

export interface ImportReport {
  readonly accepted: number;
  readonly refused: number;
  readonly groups: readonly RefusalGroup[];
}

const MAX_TEXTS = 40;
const MAX_EXAMPLES = 5;

interface Tally {
  count: number;
  readonly said: Map<string, number>;
  readonly examples: RefusedRow[];
}

/** Counts results as they come, in memory that does not grow with the file. */
export class ImportTally {
  #accepted = 0;
  readonly #tallies = new Map<RefusalCode, Tally>();

  add(result: RowResult): void {
    if (result.ok) {
      this.#accepted += 1;
      return;
    }
    const { code, said } = result.refused;
    const tally: Tally = this.#tallies.get(code) ?? { count: 0, said: new Map(), examples: [] };
    tally.count += 1;
    if (tally.said.size < MAX_TEXTS || tally.said.has(said)) {
      tally.said.set(said, (tally.said.get(said) ?? 0) + 1);
    }
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(result.refused);
    this.#tallies.set(code, tally);
  }

  report(): ImportReport {
    const groups = [...this.#tallies.entries()]
      .map(([code, t]) => ({
        code,
        count: t.count,
        said: [...t.said.entries()].sort((a, b) => b[1] - a[1]),
        examples: t.examples,
      }))
      .sort((a, b) => b.count - a.count);
    return {
      accepted: this.#accepted,
      refused: groups.reduce((sum, g) => sum + g.count, 0),
      groups,
    };
  }
}
