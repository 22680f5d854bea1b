import { featuresOf } from '@/lib/sentiment/features';
import type { Sentiment } from '@/lib/sentiment/sentiment';
import type { LabelledText } from './texts';

/** The order of the classes in everything that is learnt. */
export const CLASSES: readonly Sentiment[] = ['negative', 'neutral', 'positive'];

/** Features of many texts, row after row. */
export interface Matrix {
  /** Where each row starts, and the end of the last. */
  readonly start: Int32Array;
  readonly bucket: Int32Array;
  readonly value: Float32Array;
  /** Class of each row. */
  readonly label: Uint8Array;
}

export function matrixOf(texts: readonly LabelledText[]): Matrix {
  const rows = texts.map(({ text }) => featuresOf(text));
  const cells = rows.reduce((sum, row) => sum + row.size, 0);
  const start = new Int32Array(rows.length + 1);
  const bucket = new Int32Array(cells);
  const value = new Float32Array(cells);
  let at = 0;
  for (const [r, row] of rows.entries()) {
    for (const [b, v] of row) {
      bucket[at] = b;
      value[at++] = v;
    }
    start[r + 1] = at;
  }
  return { start, bucket, value, label: Uint8Array.from(texts, ({ label }) => CLASSES.indexOf(label)) };
}
