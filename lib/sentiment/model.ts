import { BUCKETS } from './features';
import stored from './weights.json' with { type: 'json' };

/** Log odds of positive and of negative against neutral: an intercept, and a whole number of steps for each bucket. */
export interface SentimentModel {
  readonly intercept: { readonly positive: number; readonly negative: number };
  readonly step: number;
  readonly positive: Int8Array;
  readonly negative: Int8Array;
}

/** A model as it lies in `weights.json`; `steps` has those of positive, then of negative, as bytes in base64. */
export interface StoredModel {
  readonly version: string;
  readonly learntFrom: number;
  readonly intercept: { readonly positive: number; readonly negative: number };
  readonly step: number;
  readonly steps: string;
}

/** @throws RangeError when the weights are not as many as the buckets ask for */
export function unpackModel({ intercept, step, steps }: StoredModel): SentimentModel {
  const bytes = Int8Array.from(atob(steps), (c) => c.charCodeAt(0));
  if (bytes.length !== 2 * BUCKETS) throw new RangeError(`${bytes.length} weights for ${BUCKETS} buckets`);
  return { intercept, step, positive: bytes.subarray(0, BUCKETS), negative: bytes.subarray(BUCKETS) };
}

/** The weights that are shipped, learnt by `npm run bench -- sentiment-train`. Unpack them once, they take a while. */
export function shippedModel(): SentimentModel {
  return unpackModel(stored);
}
