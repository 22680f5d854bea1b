import type { Sentiment } from '@/lib/sentiment/sentiment';
import { CLASSES } from './matrix';

/** What was said of a text, and what people said. */
export interface Answer {
  readonly truth: Sentiment;
  readonly said: Sentiment;
}

export function accuracy(answers: readonly Answer[]): number {
  return answers.filter(({ truth, said }) => truth === said).length / answers.length;
}

/** Mean over the classes of the harmonic mean of precision and recall. */
export function macroF1(answers: readonly Answer[]): number {
  const each = CLASSES.map((name) => {
    const right = answers.filter(({ truth, said }) => truth === name && said === name).length;
    const either =
      answers.filter(({ truth }) => truth === name).length +
      answers.filter(({ said }) => said === name).length;
    return either === 0 ? 0 : (2 * right) / either;
  });
  return each.reduce((sum, f1) => sum + f1, 0) / CLASSES.length;
}

const ROUNDS = 1_000;

/** `88.1 [86.0–90.2]`: a figure in percent with its 95 % bootstrap interval over texts. */
export function withInterval(
  figure: (answers: readonly Answer[]) => number,
  answers: readonly Answer[],
  random: () => number,
): string {
  const drawn = Array.from({ length: ROUNDS }, () =>
    figure(answers.map((first) => answers[Math.floor(random() * answers.length)] ?? first)),
  ).sort((a, b) => a - b);
  const percent = (x = 0) => (100 * x).toFixed(1);
  const [low, high] = [drawn[Math.floor(0.025 * ROUNDS)], drawn[Math.floor(0.975 * ROUNDS)]];
  return `${percent(figure(answers))} [${percent(low)}–${percent(high)}]`;
}

/** An answer with its chance. */
export interface ScoredAnswer extends Answer {
  readonly score: number;
}

const EDGES = [0, 0.5, 0.7, 0.9, 1.000_001] as const;

/** How often answers of about one score were right, from the least sure to the surest. */
export function reliability(answers: readonly ScoredAnswer[]): Record<string, string>[] {
  return EDGES.slice(1).flatMap((to, i) => {
    const from = EDGES[i] ?? 0;
    const inside = answers.filter(({ score }) => score >= from && score < to);
    if (inside.length === 0) return [];
    const mean = inside.reduce((sum, { score }) => sum + score, 0) / inside.length;
    return [
      {
        score: `${from} to ${Math.min(1, to)}`,
        texts: String(inside.length),
        said: `${(100 * mean).toFixed(1)} %`,
        right: `${(100 * accuracy(inside)).toFixed(1)} %`,
      },
    ];
  });
}
