import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shippedModel } from '@/lib/sentiment/model';
import { sentimentOf } from '@/lib/sentiment/sentiment';
import { seeded } from './judge/random';
import { naiveBayes } from './sentiment/naive-bayes';
import { accuracy, macroF1, reliability, withInterval } from './sentiment/score';
import { SEED } from './sentiment/settings';
import { hasTexts, type LabelledText, loadTexts } from './sentiment/texts';
import { report } from './support/report';
import { spread, written } from './support/stats';

const WEIGHTS = fileURLToPath(new URL('../lib/sentiment/weights.json', import.meta.url));
const ROUNDS = 5;
const model = shippedModel();
const say = (text: string) => sentimentOf(text, model);

/** How right the labels of `smp sentiment` are on texts that it did not learn from, beside plain baselines. */
export async function run(): Promise<void> {
  if (!hasTexts()) {
    console.log('sentiment: not run, ../shared/data is not there');
    return;
  }
  const { learn, valid } = loadTexts();
  const bayes = naiveBayes(learn);
  const methods = {
    ours: (text: string) => say(text).label,
    'naive Bayes on words': bayes,
    'always positive': () => 'positive' as const,
  };
  const random = seeded(SEED);
  const rows = Object.entries(valid).flatMap(([set, texts]) => [
    ...Object.entries(methods).map(([method, labelOf]) => {
      const answers = texts.map(({ text, label }) => ({ truth: label, said: labelOf(text) }));
      return {
        what: `${set} valid, ${texts.length} texts: ${method}`,
        figure: `accuracy ${withInterval(accuracy, answers, random)} %, macro F1 ${withInterval(macroF1, answers, random)} %`,
      };
    }),
    ...reliabilityRows(set, texts),
  ]);
  await report('sentiment', [
    ...rows,
    { what: 'texts a second', figure: written(spread(speeds([...valid.smsa, ...valid.nusax]))) },
    { what: 'weights', figure: `${(statSync(WEIGHTS).size / 1_000).toFixed(1)} kB` },
  ]);
}

function reliabilityRows(set: string, texts: readonly LabelledText[]): { what: string; figure: string }[] {
  const answers = texts.map(({ text, label }) => {
    const { label: said, score } = say(text);
    return { truth: label, said, score };
  });
  return reliability(answers).map(({ score, texts: n, said, right }) => ({
    what: `${set} valid, score ${score}`,
    figure: `${n} texts, mean score ${said}, right ${right}`,
  }));
}

/** By processor time, since others may be at work beside. */
function speeds(texts: readonly LabelledText[]): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (const { text } of texts) say(text);
    const { user, system } = process.cpuUsage(before);
    return texts.length / ((user + system) / 1e6);
  });
}
