import type { Sentiment } from '@/lib/sentiment/sentiment';
import { CLASSES } from './matrix';
import type { LabelledText } from './texts';

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Multinomial naive Bayes on plain words with add-one smoothing: the baseline of every text book. */
export function naiveBayes(texts: readonly LabelledText[]): (text: string) => Sentiment {
  const counts = new Map(
    CLASSES.map((name) => [name, { texts: 0, words: 0, of: new Map<string, number>() }]),
  );
  const known = new Set<string>();
  for (const { text, label } of texts) {
    const count = counts.get(label);
    if (count === undefined) continue;
    count.texts += 1;
    for (const word of wordsOf(text)) {
      known.add(word);
      count.words += 1;
      count.of.set(word, (count.of.get(word) ?? 0) + 1);
    }
  }
  return (text) => {
    const words = wordsOf(text).filter((word) => known.has(word));
    let best: Sentiment = 'neutral';
    let most = Number.NEGATIVE_INFINITY;
    for (const [name, count] of counts) {
      const odds = words.reduce(
        (sum, word) => sum + Math.log(((count.of.get(word) ?? 0) + 1) / (count.words + known.size)),
        Math.log(count.texts / texts.length),
      );
      if (odds > most) [most, best] = [odds, name];
    }
    return best;
  };
}
