import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DOUBT_FEATURES } from '@/lib/validate/doubt';
import { modelText } from './judge/model-text';
import { hasPanel, loadPanel } from './judge/panel';
import { trainDoubt } from './judge/train-doubt';

const SEED = 20_220_101;
const MODEL = fileURLToPath(new URL('../lib/validate/doubt.json', import.meta.url));

/** Learns the second look's doubt on March 2022 – June 2023 alone, says what it learnt, writes `lib/validate/doubt.json`. */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('judge-doubt: not run, ../shared/data is not there');
    return;
  }
  const model = trainDoubt(loadPanel(SEED), SEED);
  console.log(
    `learnt from ${model.learntFrom} held prices; limit ${model.limit}, intercept ${model.intercept}`,
  );
  for (const [i, name] of DOUBT_FEATURES.entries()) console.log(name.padEnd(58), model.weights[i]);
  writeFileSync(MODEL, modelText(model));
}
