import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answersOf, heatOf, heldOf, holdOut } from './sentiment/folds';
import { learn } from './sentiment/learn';
import { matrixOf } from './sentiment/matrix';
import { packModel } from './sentiment/pack';
import { accuracy, macroF1 } from './sentiment/score';
import { SEED, SETTINGS } from './sentiment/settings';
import { hasTexts, loadTexts } from './sentiment/texts';

const WEIGHTS = fileURLToPath(new URL('../lib/sentiment/weights.json', import.meta.url));

/** Learns the sentiment of texts and writes `lib/sentiment/weights.json`: the same texts give the same file. */
export async function run(): Promise<void> {
  if (!hasTexts()) {
    console.log('sentiment-train: not run, ../shared/data is not there');
    return;
  }
  const { learn: texts } = loadTexts();
  const matrix = matrixOf(texts);
  const held = heldOf(matrix, holdOut(matrix, SETTINGS, SEED));
  const answers = answersOf(held);
  console.log(`held out: accuracy ${accuracy(answers).toFixed(4)}, macro F1 ${macroF1(answers).toFixed(4)}`);
  const heat = heatOf(held, SETTINGS.balance);
  const weights = learn(
    matrix,
    texts.map((_, row) => row),
    SETTINGS,
  );
  const model = packModel(weights, heat, texts.length);
  writeFileSync(WEIGHTS, `${JSON.stringify(model, null, 2)}\n`);
  console.log(
    `learnt from ${texts.length} texts; heat ${heat}, step ${model.step}, version ${model.version}`,
  );
}
