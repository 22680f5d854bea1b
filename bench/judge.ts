import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WEIGHTS } from '@/lib/validate/weights';
import { baselines } from './judge/calibrate';
import { measureCollusion, measureDrift, measureForgery } from './judge/campaigns';
import { hasPanel, loadPanel } from './judge/panel';
import { measureSingles, type Row } from './judge/singles';
import { timeVerdict } from './judge/timing';

const SEED = 20_230_701;
const RESULT = fileURLToPath(new URL('results/judge.json', import.meta.url));

/**
 * The judge beside plain methods on the national price panel with lies put in, measured on July – December
 * 2023. Plain methods get the threshold that gave 0.3 % false quarantine in January 2022 – June 2023. The
 * judge's own limits were set with an eye on both periods, so for it the measured months are not unseen.
 */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('judge: not run, ../shared/data is not there');
    return;
  }
  const panel = loadPanel(SEED);
  const methods = baselines(panel, SEED);
  const table: Record<string, Row> = {};
  for (const { name, create } of methods) {
    table[name] = {
      ...measureSingles(panel, create, SEED),
      ...measureDrift(panel, create, SEED),
      ...measureCollusion(panel, create, SEED),
    };
  }
  const forgery = measureForgery(panel, SEED);
  const timing = timeVerdict(panel);
  print(table);
  console.log('\nreporters found within 14 days', forgery);
  console.log('verdict (judge and absorb), µs of processor time', timing);
  mkdirSync(fileURLToPath(new URL('results/', import.meta.url)), { recursive: true });
  writeFileSync(
    RESULT,
    `${JSON.stringify({ weights: WEIGHTS.version, seed: SEED, table, forgery, timing }, null, 2)}\n`,
  );
}

function print(table: Readonly<Record<string, Row>>): void {
  const names = Object.keys(table);
  const lines = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const width = 22;
  console.log(['measure'.padEnd(42), ...names.map((n) => n.padEnd(width))].join(''));
  for (const line of lines) {
    const cells = names.map((n) => {
      const cell = table[n]?.[line];
      return (cell === undefined ? '–' : `${pct(cell.share)} [${pct(cell.low)}–${pct(cell.high)}]`).padEnd(
        width,
      );
    });
    console.log([line.padEnd(42), ...cells].join(''));
  }
}

const pct = (x: number) => (x < 0.02 ? (100 * x).toFixed(2) : (100 * x).toFixed(1));
