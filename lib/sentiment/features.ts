import { addCode, addText, bucketOf, startHash } from './hash';
import { negatorOf } from './negators';
import { isWord, tokensOf } from './tokens';

/** A power of two. */
export const BUCKETS = 2 ** 16;

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 6;
/** Length of the side of words; that of letters is 1. */
const WORDS_LOUDER = 1.5;
/** Words after a negator that it turns round. */
const REACH = 2;

/** Kinds of feature; a text can mean two different things in two of them. */
const WORD = startHash(1);
const PAIR = startHash(2);
const TURNED = startHash(3);
const GRAM = startHash(4);
const EDGE = ' ';
const EDGE_CODE = EDGE.charCodeAt(0);

/** Features of a text: the buckets that it fills, and how strongly. */
export type Features = ReadonlyMap<number, number>;

/**
 * Words, pairs of words and words under a negator on one side; grams of three to six letters within words on the
 * other, the edges of a word being letters too. Each side has a length of its own so that long and short texts
 * speak equally loud. A text without a word has no features.
 */
export function featuresOf(text: string): Features {
  const tokens = tokensOf(text);
  const features = new Map<number, number>();
  if (!tokens.some(isWord)) return features;
  addSide(features, wordsOf(tokens), WORDS_LOUDER);
  addSide(features, gramsOf(tokens), 1);
  return features;
}

type Counts = Map<number, number>;

function wordsOf(tokens: readonly string[]): Counts {
  const counts: Counts = new Map();
  let before = addCode(PAIR, EDGE_CODE);
  let turned = 0;
  for (const token of tokens) {
    count(counts, addText(WORD, token));
    count(counts, addText(before, token));
    before = addCode(addText(PAIR, token), EDGE_CODE);
    if (turned > 0 && isWord(token)) count(counts, addText(TURNED, token));
    turned = negatorOf(token) !== undefined ? REACH : isWord(token) ? turned - 1 : 0;
  }
  return counts;
}

function gramsOf(tokens: readonly string[]): Counts {
  const counts: Counts = new Map();
  for (const token of tokens) {
    if (!isWord(token)) continue;
    const word = EDGE + token + EDGE;
    for (let from = 0; from + SHORTEST_GRAM <= word.length; from++) {
      let hash = GRAM;
      const end = Math.min(word.length, from + LONGEST_GRAM);
      for (let i = from; i < end; i++) {
        hash = addCode(hash, word.charCodeAt(i));
        if (i - from + 1 >= SHORTEST_GRAM) count(counts, hash);
      }
    }
  }
  return counts;
}

function count(counts: Counts, hash: number): void {
  const bucket = bucketOf(hash, BUCKETS);
  counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
}

/** What is said often counts for more, but less than in proportion. */
function addSide(features: Map<number, number>, counts: Counts, length: number): void {
  let square = 0;
  for (const [bucket, times] of counts) {
    const value = 1 + Math.log(times);
    counts.set(bucket, value);
    square += value * value;
  }
  const scale = length / Math.sqrt(square);
  for (const [bucket, value] of counts) {
    features.set(bucket, (features.get(bucket) ?? 0) + value * scale);
  }
}
