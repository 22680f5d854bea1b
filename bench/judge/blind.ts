import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import type { PriceReport } from '@/lib/validate/report';
import { JudgeStream } from '@/lib/validate/stream';
import { createReportReader } from '@/server/commands/judge/read-reports';
import { Published } from './baselines';
import { seeded } from './random';
import { type Row, Tally } from './singles';

const FOLDER = fileURLToPath(new URL('../../../shared/data/prices/', import.meta.url));
/** Sources that nothing was chosen on, with the province that their markets lie in. */
const SOURCES = [
  { name: 'Purwokerto, two markets', file: 'purwokerto_2markets_2017_2023.csv', region: 'Jawa Tengah' },
  { name: 'West Java, one series an item', file: 'west_java_2019_2023.csv', region: 'Jawa Barat' },
] as const;
const LEARNT_REPORTS = 200;
const TRIED = 0.1;
/** A genuine jump: a change of a tenth of which most is still there on two of the next three reports. */
const JUMP = 0.1;
const STAYS = 0.6;

/** The judge, as `smp judge` runs it, on markets of other sources with keying errors put in. */
export function measureBlind(seed: number): Record<string, Row> {
  const table: Record<string, Row> = {};
  for (const { name, file, region } of SOURCES) {
    if (existsSync(FOLDER + file)) table[name] = measure(readReports(FOLDER + file, region), seed);
  }
  return table;
}

function readReports(file: string, region: string): PriceReport[] {
  const read = createReportReader();
  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true });
  return rows
    .filter((r) => Number(r.price_idr) > 0)
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
    .map((r) =>
      read({
        received_at: `${r.date}T03:00:00Z`,
        market_id: r.region_or_market,
        region,
        device_id: r.region_or_market,
        commodity: r.commodity,
        price: r.price_idr,
      }),
    );
}

function measure(reports: readonly PriceReport[], seed: number): Row {
  const tally = new Tally(seed);
  const random = seeded(seed);
  const stream = new JudgeStream(DEFAULT_RULES);
  const published = new Published();
  const last = new Map<string, number>();
  const finals = new Map<number, string>();
  const first: string[] = [];
  for (const [i, report] of reports.entries()) {
    const counts = i >= LEARNT_REPORTS;
    if (counts && random() < TRIED) {
      for (const [kind, price] of slips(report, last)) {
        const { lane } = judge({ ...report, price }, stream.memory, DEFAULT_RULES);
        tally.add(`${kind} quarantined`, report.day, lane === 'quarantined');
        tally.add(`${kind} held`, report.day, lane !== 'accepted');
      }
    }
    const { verdict, settled } = stream.push(report);
    for (const s of settled) finals.set(s.row, s.lane);
    first.push(verdict.lane);
    last.set(`${report.marketId}/${report.commodityId}`, report.price);
    const rule = published.take(report).lane;
    if (!counts) continue;
    tally.add('honest quarantined', report.day, verdict.lane === 'quarantined');
    tally.add('honest held', report.day, verdict.lane !== 'accepted');
    tally.add('honest quarantined by the published rule', report.day, rule === 'quarantined');
  }
  for (const s of stream.finish()) finals.set(s.row, s.lane);
  for (const row of jumps(reports)) {
    const lane = finals.get(row) ?? first[row];
    if (row >= LEARNT_REPORTS)
      tally.add('genuine jumps accepted in the end', reports[row]?.day ?? 0, lane === 'accepted');
  }
  return tally.row();
}

/** What fingers do: a zero too many or too few, two digits swapped, the figure of the next column. */
function* slips(report: PriceReport, last: ReadonlyMap<string, number>): Generator<[string, number]> {
  yield ['×10', report.price * 10];
  yield ['×0.1', Math.max(1, Math.round(report.price / 10))];
  const [a = '', b = '', ...rest] = String(report.price);
  if (a !== b && b !== '0') yield ['first digits swapped', Number([b, a, ...rest].join(''))];
  for (const [key, price] of last) {
    const [market, commodity] = key.split('/');
    if (Number(market) !== report.marketId || Number(commodity) === report.commodityId) continue;
    yield ['neighbour column', price];
    return;
  }
}

function jumps(reports: readonly PriceReport[]): number[] {
  const series = new Map<string, number[]>();
  reports.forEach((r, row) => {
    const key = `${r.marketId}/${r.commodityId}`;
    const rows = series.get(key);
    if (rows === undefined) series.set(key, [row]);
    else rows.push(row);
  });
  const log = (row: number | undefined) => Math.log(reports[row ?? 0]?.price ?? 1);
  const found: number[] = [];
  for (const rows of series.values()) {
    for (let i = 1; i + 3 < rows.length; i++) {
      const before = log(rows[i - 1]);
      const jump = log(rows[i]) - before;
      if (Math.abs(jump) < JUMP) continue;
      const kept = [1, 2, 3].filter((d) => (log(rows[i + d]) - before) / jump >= STAYS).length;
      if (kept >= 2) found.push(rows[i] ?? 0);
    }
  }
  return found;
}
