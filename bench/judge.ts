import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WEIGHTS } from '@/lib/validate/weights';
import { measureBlind } from './judge/blind';
import { baselines, type Entry } from './judge/calibrate';
import { measureCollusion, measureDrift, measureForgery } from './judge/campaigns';
import { measureLone } from './judge/lone';
import { measureOracle } from './judge/oracle';
import { Ours } from './judge/ours';
import { hasPanel, loadPanel, type Panel, type Span } from './judge/panel';
import { type Setting, secondLookCurve } from './judge/second-curve';
import { measureReleasedLies } from './judge/second-look';
import { measureSingles, type Row } from './judge/singles';
import { timeVerdict } from './judge/timing';

const SEED = 20_230_701;
const RESULT = fileURLToPath(new URL('results/judge.json', import.meta.url));

/**
 * The judge beside plain methods on the national price panel with lies put in, in the months on which everything
 * was chosen (by `judge-tune`, `judge-ai`, and thresholds of 0.3 % false quarantine for plain methods) and in
 * those after. Then sources on which nothing was chosen, evidence about reporters, and the cost of a verdict.
 */
export async function run(): Promise<void> {
  if (!hasPanel()) {
    console.log('judge: not run, ../shared/data is not there');
    return;
  }
  const panel = loadPanel(SEED);
  const methods = baselines(panel, SEED);
  const tables = { tuning: tableOf(panel, panel.tuning, methods), test: tableOf(panel, panel.test, methods) };
  const released = {
    tuning: secondLookCurve(panel, panel.tuning, SEED),
    test: secondLookCurve(panel, panel.test, SEED),
  };
  const forgery = measureForgery(panel, SEED);
  const blind = measureBlind(SEED);
  const timing = timeVerdict(panel);
  for (const [months, table] of Object.entries(tables)) print(`${months} months`, table);
  for (const [months, settings] of Object.entries(released)) printCurve(months, settings);
  print('blind sources, nothing chosen on them', blind);
  console.log('\nreporters found within 14 days', forgery);
  console.log('verdict (judge and absorb), µs of processor time', timing);
  mkdirSync(fileURLToPath(new URL('results/', import.meta.url)), { recursive: true });
  writeFileSync(
    RESULT,
    `${JSON.stringify({ weights: WEIGHTS.version, seed: SEED, tables, released, blind, forgery, timing }, null, 2)}\n`,
  );
}

function tableOf(panel: Panel, span: Span, methods: readonly Entry[]): Record<string, Row> {
  const table: Record<string, Row> = {};
  for (const { name, create } of methods) {
    table[name] = {
      ...measureSingles(panel, span, create, SEED),
      ...(name.startsWith('augurs') ? {} : measureDrift(panel, span, create, SEED)),
      ...(name.startsWith('augurs') ? {} : measureCollusion(panel, span, create, SEED)),
      ...(name.startsWith('ours') ? measureLone(panel, span, create, SEED) : {}),
      ...(name === 'ours' ? measureReleasedLies(panel, span, () => new Ours(), SEED) : {}),
    };
  }
  table['oracle (hindsight)'] = measureOracle(panel, span, SEED);
  return table;
}

function print(months: string, table: Readonly<Record<string, Row>>): void {
  const names = Object.keys(table);
  const lines = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const width = 22;
  console.log(`\n${months}`);
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

function printCurve(months: string, settings: readonly Setting[]): void {
  console.log(`\nreleased within 72 hours of what was held, ${months} months, %`);
  console.table(
    settings.map(({ name, truths, lies }) => ({
      name,
      'true prices': pct(truths),
      ...Object.fromEntries(Object.entries(lies).map(([kind, share]) => [kind, pct(share)])),
    })),
  );
}

const pct = (x: number) => (x < 0.02 ? (100 * x).toFixed(2) : (100 * x).toFixed(1));
