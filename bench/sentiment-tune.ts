import { answersOf, heldOf, holdOut, lossOf } from './sentiment/folds';
import type { Settings } from './sentiment/learn';
import { matrixOf } from './sentiment/matrix';
import { accuracy, macroF1 } from './sentiment/score';
import { SEED, SETTINGS } from './sentiment/settings';
import { hasTexts, loadTexts } from './sentiment/texts';

/** Two fifths of the texts are held out in turn: enough to choose by, in some minutes. */
const FOLDS = 2;

const TRIED: readonly Partial<Settings>[] = [
  {},
  { ridge: 5e-6 },
  { ridge: 1e-5 },
  { ridge: 5e-5 },
  { ratio: 0 },
  { ratio: 0.25 },
  { ratio: 1 },
  { balance: 0 },
  { balance: 0.25 },
  { balance: 1 },
];

/** Settings one away from those at work, each judged on texts that it did not learn from. The valid files stay shut. */
export async function run(): Promise<void> {
  if (!hasTexts()) {
    console.log('sentiment-tune: not run, ../shared/data is not there');
    return;
  }
  const matrix = matrixOf(loadTexts().learn);
  console.table(
    TRIED.map((tried) => {
      const settings = { ...SETTINGS, ...tried };
      const held = heldOf(matrix, holdOut(matrix, settings, SEED, FOLDS));
      const answers = answersOf(held);
      return {
        ...settings,
        accuracy: accuracy(answers).toFixed(4),
        macroF1: macroF1(answers).toFixed(4),
        logLoss: lossOf(held, SETTINGS.balance).toFixed(4),
      };
    }),
  );
}
