import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '@/lib/validate/ai';
import { modelText } from './judge/model-text';
import { hasPanel, loadPanel } from './judge/panel';
import { trainAi } from './judge/train-ai';

const SEED = 20_220_101;
const MODEL = fileURLToPath(new URL('../lib/validate/ai.json', import.meta.url));

/** Trains the `ai` detector on March 2022 – June 2023 alone, says what it learnt, writes `lib/validate/ai.json`. */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('judge-ai: not run, ../shared/data is not there');
    return;
  }
  const model = trainAi(loadPanel(SEED), SEED);
  console.log(
    `learnt from ${model.learntFrom} doubtful prices; limit ${model.limit}, intercept ${model.intercept}`,
  );
  for (const [i, name] of FEATURES.entries()) console.log(name.padEnd(58), model.weights[i]);
  writeFileSync(MODEL, modelText(model));
}
