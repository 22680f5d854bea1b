import { numberArray } from '../array-literal';
import { inStep } from '../in-step';

/** Bytes of leaves in one row, but for a single leaf that is longer: such a row lies in a page as it is. */
const LONGEST_RUN = 7_900;
const LEAF_END = 0x1f;
/** What a leaf is hashed behind (RFC 6962, section 2.1). */
const LEAF_PREFIX = 0;

/** `array_recv` in PostgreSQL's source: dimensions, nulls, type `text`, length, lower bound. */
const HEADER = 20;
const TEXT_OID = 25;
const LENGTH_BYTES = 4;

/** Parameters of a statement that stores leaves, for {@link runsFrom}. */
export interface Runs {
  /** `bigint[]`, `int[]`, `text[]` in binary. */
  readonly values: readonly [ids: string, counts: string, texts: Buffer];
}

/**
 * Leaves as rows of `ledger_run`, written straight into the parameter that PostgreSQL takes, where they can be
 * hashed as they lie: turning each into bytes of its own, and then again for the database, would cost more than hashing.
 */
export class RunWriter {
  private bytes: Buffer;
  private at = HEADER;
  /** Where the run that is being written begins, behind its length. */
  private start = HEADER;
  private inRun = 0;
  /** Where the last leaf begins, with the byte before it. */
  private leaf = HEADER;
  private readonly ids: number[] = [];
  private readonly counts: number[] = [];

  /**
   * @param next position of the first leaf
   * @param leaves how many will come; a guess is enough
   */
  constructor(
    private next: number,
    leaves: number,
  ) {
    this.bytes = Buffer.allocUnsafe(HEADER + leaves * 512 + 512);
  }

  /**
   * Adds a leaf.
   * @param text canonical, with no control characters but newlines
   * @returns a zero byte and the leaf's bytes, which is what its hash is made of; theirs only until the next call
   */
  add(text: string): Uint8Array {
    // A UTF-16 code unit takes three bytes at most.
    this.reserve(LENGTH_BYTES + 1 + text.length * 3);
    this.separate();
    if (this.inRun > 0 && this.at - this.start + text.length >= LONGEST_RUN) this.endRun();
    if (this.inRun === 0) {
      this.ids.push(this.next);
      this.start = this.at + LENGTH_BYTES;
      this.at = this.start - 1;
    }
    this.leaf = this.at;
    this.bytes[this.leaf] = LEAF_PREFIX;
    this.at += 1 + this.bytes.write(text, this.at + 1, 'utf8');
    this.inRun += 1;
    this.next += 1;
    return this.bytes.subarray(this.leaf, this.at);
  }

  /** The parameters; nothing may be added afterwards. */
  runs(): Runs {
    this.separate();
    if (this.inRun > 0) this.endRun();
    const { bytes, counts, ids } = this;
    bytes.writeInt32BE(counts.length === 0 ? 0 : 1, 0);
    bytes.writeInt32BE(0, 4);
    bytes.writeInt32BE(TEXT_OID, 8);
    bytes.writeInt32BE(counts.length, 12);
    bytes.writeInt32BE(1, 16);
    const texts = bytes.subarray(0, counts.length === 0 ? 12 : this.at);
    return { values: [numberArray(ids), numberArray(counts), texts] };
  }

  /** The last leaf was hashed: what stood before it in the run follows now. The first one's is part of the length. */
  private separate(): void {
    if (this.inRun > 1) this.bytes[this.leaf] = LEAF_END;
  }

  private endRun(): void {
    this.bytes.writeInt32BE(this.at - this.start, this.start - LENGTH_BYTES);
    this.counts.push(this.inRun);
    this.inRun = 0;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.at + more));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

/** Leaves as rows of `ledger_run`. @param entries canonical texts */
export function toRuns(first: number, entries: readonly string[]): Runs {
  const writer = new RunWriter(first, entries.length);
  for (const entry of entries) writer.add(entry);
  return writer.runs();
}

/** The insert over such parameters, e.g. `runsFrom('$1', '$2', '$3')`. */
export function runsFrom(ids: string, counts: string, texts: string): string {
  return `INSERT INTO ledger_run (id, n, entries)
  SELECT i, n, e FROM ${inStep({ i: `${ids}::bigint[]`, n: `${counts}::int[]`, e: `${texts}::text[]` })} AS x`;
}
