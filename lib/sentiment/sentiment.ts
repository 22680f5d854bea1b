import { type Features, featuresOf } from './features';
import type { SentimentModel } from './model';

export type Sentiment = 'positive' | 'neutral' | 'negative';

/** How likely each is; they add up to 1. */
export type Chances = Readonly<Record<Sentiment, number>>;

export interface SentimentVerdict {
  readonly label: Sentiment;
  /** Chance of the label, among texts of the mix that the model was learnt from. */
  readonly score: number;
  readonly chances: Chances;
}

const UNKNOWN: Chances = { positive: 1 / 3, neutral: 1 / 3, negative: 1 / 3 };

/**
 * What an Indonesian text feels. A text without a word says nothing: all three are equally likely, and it is called
 * neutral.
 */
export function sentimentOf(text: string, model: SentimentModel): SentimentVerdict {
  const features = featuresOf(text);
  const chances = features.size === 0 ? UNKNOWN : chancesOf(features, model);
  const label = likeliest(chances);
  return { label, score: chances[label], chances };
}

/** Softmax of the log odds against neutral. */
function chancesOf(features: Features, { intercept, step, positive, negative }: SentimentModel): Chances {
  let up = 0;
  let down = 0;
  for (const [bucket, value] of features) {
    up += value * (positive[bucket] ?? 0);
    down += value * (negative[bucket] ?? 0);
  }
  up = intercept.positive + step * up;
  down = intercept.negative + step * down;
  const top = Math.max(0, up, down);
  const parts = { positive: Math.exp(up - top), neutral: Math.exp(-top), negative: Math.exp(down - top) };
  const sum = parts.positive + parts.neutral + parts.negative;
  return { positive: parts.positive / sum, neutral: parts.neutral / sum, negative: parts.negative / sum };
}

/** Of equals neutral, then negative. */
function likeliest({ positive, neutral, negative }: Chances): Sentiment {
  if (neutral >= positive && neutral >= negative) return 'neutral';
  return negative >= positive ? 'negative' : 'positive';
}
