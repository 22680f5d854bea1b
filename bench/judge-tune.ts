import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import tuned from '@/lib/validate/tuned.json' with { type: 'json' };
import { WEIGHTS } from '@/lib/validate/weights';
import { hasPanel, loadPanel } from './judge/panel';
import { learnShares } from './judge/shares';
import { choose, worth } from './judge/tune';

const SEED = 20_220_101;
const TUNED = fileURLToPath(new URL('../lib/validate/tuned.json', import.meta.url));

/**
 * Chooses the judge's limits and weights from March 2022 – June 2023 alone, starting at the present ones, says
 * what it chose, and writes `lib/validate/tuned.json`. Later months are dropped before anything is looked at.
 */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('judge-tune: not run, ../shared/data is not there');
    return;
  }
  const whole = loadPanel(SEED);
  const panel = { ...whole, reports: whole.reports.filter((r) => r.day < whole.tuning.toDay) };
  const weights = learnShares(panel, WEIGHTS);
  const chosen = choose(panel, { rules: DEFAULT_RULES, weights }, SEED, (line) => console.log(line));
  const { quarantine, driftQuarantine, provisional, driftProvisional } = chosen.rules;
  const limits = { provisional, quarantine, driftProvisional, driftQuarantine };
  const { row } = worth(panel, chosen, SEED);
  console.log('limits', limits);
  console.table(chosen.weights.classes);
  for (const [name, cell] of Object.entries(row)) console.log(name.padEnd(44), (100 * cell.share).toFixed(2));
  const file = { ...tuned, classes: chosen.weights.classes, limits };
  writeFileSync(TUNED, `${JSON.stringify(file, null, 2)}\n`);
}
