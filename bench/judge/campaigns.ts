import type { Lane } from '@/lib/market/lane';
import { createWatch, watch } from '@/lib/validate/fabrication';
import { type Forged, withCollusion, withCopied, withDrift, withFrozen } from './attacks';
import { FABRICATORS } from './fabricators';
import { type Panel, type Span, until } from './panel';
import type { Method } from './score';
import { type Row, Tally } from './singles';

/** Judges a whole stream, lies taken in where the method lets them in. */
function lanesOf(reports: Panel['reports'], method: Method): Lane[] {
  return reports.map((report) => method.take(report).lane);
}

/** Ten days of 2 % a day; caught when any of its reports is quarantined on arrival. */
export function measureDrift(panel: Panel, span: Span, create: () => Method, seed: number): Row {
  const tally = new Tally(seed);
  const { reports, attacks } = withDrift(until(panel, span), span.fromDay, seed);
  const lanes = lanesOf(reports, create());
  for (const { rows, startDay } of attacks) {
    for (const days of [4, 10]) {
      const within = rows.filter((row) => (reports[row]?.day ?? 0) < startDay + days);
      tally.add(
        `drift 2 %/day, caught within ${days} days`,
        startDay,
        within.some((row) => lanes[row] === 'quarantined'),
      );
      tally.add(
        `drift 2 %/day, held within ${days} days`,
        startDay,
        within.some((row) => lanes[row] !== 'accepted'),
      );
    }
  }
  return tally.row();
}

/** Four markets of one island, 20 % off together; counted by report. */
export function measureCollusion(panel: Panel, span: Span, create: () => Method, seed: number): Row {
  const tally = new Tally(seed);
  const { reports, attacks } = withCollusion(until(panel, span), span.fromDay, seed);
  const lanes = lanesOf(reports, create());
  for (const { rows, startDay } of attacks) {
    for (const row of rows) tally.add('collusion of 4, 20 %', startDay, lanes[row] === 'quarantined');
  }
  return tally.row();
}

const BLOCK_DAYS = 14;

/** Reporters who freeze or copy for 14 days, and honest reporters accused in blocks of 14 days. */
export function measureForgery(panel: Panel, seed: number): Row {
  const tally = new Tally(seed);
  const lastDay = panel.reports.at(-1)?.day ?? 0;
  const from = panel.test.fromDay;
  found(tally, 'frozen', withFrozen(panel.reports, from, lastDay, seed));
  found(tally, 'copied', withCopied(panel.reports, from, lastDay, seed));
  for (const [name, make] of Object.entries(FABRICATORS))
    found(tally, name, make(panel.reports, from, lastDay, seed));
  accused(tally, panel);
  return tally.row();
}

function found(tally: Tally, name: string, forged: Forged): void {
  const memory = createWatch();
  const byDevice = new Map(forged.forgeries.map((f) => [f.deviceId, f]));
  const caught = new Set<string>();
  for (const report of forged.reports) {
    const accusations = watch(memory, { ...report, typedAt: report.observedAt });
    const forgery = byDevice.get(report.deviceId);
    if (forgery === undefined || accusations.length === 0) continue;
    if (report.day >= forgery.startDay && report.day < forgery.endDay) caught.add(report.deviceId);
  }
  for (const f of forged.forgeries) tally.add(`${name} reporter found`, f.startDay, caught.has(f.deviceId));
}

function accused(tally: Tally, panel: Panel): void {
  const memory = createWatch();
  const blocks = new Map<string, boolean>();
  for (const report of panel.reports) {
    const guilty = watch(memory, { ...report, typedAt: report.observedAt }).length > 0;
    if (report.day < panel.test.fromDay) continue;
    const block = `${report.deviceId}/${Math.floor(report.day / BLOCK_DAYS)}`;
    blocks.set(block, guilty || blocks.get(block) === true);
  }
  for (const [block, guilty] of blocks)
    tally.add('honest fortnight accused', Number(block.split('/')[1]), guilty);
}
