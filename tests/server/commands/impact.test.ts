import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { FACTORS } from '@/lib/market/factor';
import { impactCommand } from '@/server/commands/impact';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
const LAST = '2025-06-01';

async function weighed(
  lines: readonly string[],
  date = LAST,
  events?: readonly string[],
): Promise<Record<string, string>[]> {
  const folder = mkdtempSync(join(root, 'impact '));
  const input = join(folder, 'in.csv');
  const output = join(folder, 'out.csv');
  writeFileSync(input, `price,note,date,market_id,region,commodity\n${lines.join('\n')}\n`);
  const eventsFile = join(folder, 'events.csv');
  if (events !== undefined) writeFileSync(eventsFile, `cause,region,from,to\n${events.join('\n')}\n`);
  const more = events === undefined ? [] : ['--events', eventsFile];
  const command = impactCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await command.parseAsync(['node', 'impact', '--input', input, '--date', date, '--output', output, ...more]);
  const [header = [], ...rows] = readFileSync(output, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

/** Ten markets that no catalogue knows, which share a walk and jump together in the last week. */
function country(): string[] {
  const lines: string[] = [];
  const end = isoToDay(LAST);
  for (let d = end - 400; d <= end; d++) {
    const shared = 0.08 * Math.sin(d / 9) + (d > end - 3 ? 0.2 : 0);
    for (let m = 0; m < 10; m++) {
      const price = Math.round(20_000 * Math.exp(shared + 0.01 * Math.sin(d * (m + 2))));
      lines.push(`${price},x,${dayToIso(d)},P-${m},Negeri ${m % 3},Durian`);
    }
  }
  return lines;
}

describe('smp impact', () => {
  beforeAll(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });

  it('weighs every series of the date: shares add up to 1, parts to the change, later rows are not seen', async () => {
    const rows = await weighed([...country(), '999999,x,2025-06-02,P-0,Negeri 0,Durian']);
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const of = (name: string) => Number(row[name]);
      expect(Math.abs(FACTORS.reduce((sum, f) => sum + of(f), 0) - 1)).toBeLessThan(1e-9);
      const parts = Object.keys(row).filter((name) => name.startsWith('part_'));
      expect(Math.abs(parts.reduce((sum, p) => sum + of(p), 0) - of('log_change'))).toBeLessThan(1e-9);
      expect(row.dominant_factor).toBe('national_demand');
      expect(of('impact_score')).toBeGreaterThan(90);
      expect(of('price_change')).toBeLessThan(1);
      expect(row.not_proven).toContain('weather');
    }
  });

  it('tells that no price is of the week that was asked for', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await weighed(country(), '2020-01-05')).toEqual([]);
    expect(told.mock.calls.join()).toMatch(/no series has a price in the week that ends on 2020-01-05/);
    told.mockRestore();
  });

  it('says what a dearer staple costs a household, and nothing where the basket does not know it', async () => {
    const rows = await weighed([
      '13000,x,2025-05-25,PASAR-001,DKI Jakarta,beras-medium',
      '13500,x,2025-06-01,PASAR-001,DKI Jakarta,beras-medium',
      '50000,x,2025-06-01,PASAR-001,DKI Jakarta,Durian',
    ]);
    expect(rows.map((r) => r.household_rp_per_month)).toEqual(['12000', '']);
    expect(rows[1]).toMatchObject({ price_change: '', impact_score: '0', unexplained: '1' });
  });

  it('credits an entered event with what such events did before', async () => {
    const end = isoToDay(LAST);
    const floods = [60, 130, 190, 250, 300, 345, 398].map((d, i) => ({ region: i % 5, from: end - 400 + d }));
    const lines: string[] = [];
    for (let d = end - 400; d <= end; d++)
      for (let m = 0; m < 10; m++) {
        const wet = floods.some((f) => f.region === m % 5 && d >= f.from && d <= f.from + 9);
        const price = Math.round(20_000 * Math.exp((wet ? 0.25 : 0) + 0.01 * Math.sin(d * (m + 2))));
        lines.push(`${price},x,${dayToIso(d)},P-${m},Negeri ${m % 5},Durian`);
      }
    const events = floods.map(
      (f) => `weather,Negeri ${f.region},${dayToIso(f.from)},${dayToIso(f.from + 9)}`,
    );
    const rows = await weighed(lines, LAST, events);
    const flooded = rows.filter((r) => r.region === 'Negeri 1');
    expect(flooded.map((r) => r.dominant_factor)).toEqual(['weather', 'weather']);
    expect(
      await weighed(lines, LAST, ['storm,,2025-01-01,2025-01-02']).catch((e: unknown) => e),
    ).toMatchObject({
      exitCode: 2,
    });
  });

  it.each([
    ['2025-13-01', ['1,x,2025-06-01,P,R,Durian']],
    [LAST, ['1,x,yesterday,P,R,Durian']],
  ])('refuses %s with bad usage', async (date, lines) => {
    const failure = await weighed(lines, date).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommanderError);
    expect(failure).toMatchObject({ exitCode: 2 });
  });
});
