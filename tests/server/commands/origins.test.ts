import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { forecastCommand } from '@/server/commands/forecast';
import { warnCommand } from '@/server/commands/warn';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
const ORIGINS = '2025-05-20,2025-06-01';
const HEAD = 'price,note,date,market_id,region,commodity';

/** Two series that no catalogue knows and one that it does; one of them ended long before the origins. */
function lines(until: string): string[] {
  const end = isoToDay(until);
  return Array.from({ length: 200 }, (_, i) => end - i).flatMap((day) => [
    `${Math.round(20_000 * Math.exp(0.08 * Math.sin(day / 9)))},x,${dayToIso(day)},P-1,"Negeri, Satu",Durian`,
    `${13_000 + (day % 3) * 100},x,${dayToIso(day)},P-2,DKI Jakarta,Beras Medium`,
    `9000,x,${dayToIso(day - 300)},P-3,Aceh,Kelapa`,
  ]);
}

async function run(command: Command, name: string, rows: readonly string[], more: readonly string[]) {
  const folder = mkdtempSync(join(root, `${name} `));
  const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
  writeFileSync(input, `${[HEAD, ...rows].join('\n')}\n`);
  command.exitOverride().configureOutput({ writeErr: () => {} });
  await command.parseAsync(['node', name, '--input', input, '--output', output, ...more]);
  const [header = '', ...written] = readFileSync(output, 'utf8').trim().split('\n');
  return { header, written };
}

const forecasts = (rows: readonly string[], more: readonly string[] = []) =>
  run(forecastCommand(), 'forecast', rows, ['--origins', ORIGINS, ...more]);
const warnings = (rows: readonly string[]) => run(warnCommand(), 'warn', rows, ['--origins', ORIGINS]);

describe('what is said of a file’s series at an origin', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  beforeAll(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  beforeEach(() => void told.mockClear());

  it('is a line for each series, origin and coming day, with quantiles that do not cross', async () => {
    const { header, written } = await forecasts(lines('2025-06-10'));
    expect(header).toBe(
      'origin,market_id,commodity,h,date,model,mean,q0.025,q0.05,q0.1,q0.25,q0.5,q0.75,q0.9,q0.95,q0.975,region',
    );
    expect(written).toHaveLength(2 * 2 * 7);
    expect(written.some((line) => line.startsWith('2025-06-01,P-1,Durian,7,2025-06-08,'))).toBe(true);
    expect(written.some((line) => line.endsWith(',"Negeri, Satu"'))).toBe(true);
    for (const line of written) {
      const quantiles = line.split(',').slice(7, 16).map(Number);
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
      expect(quantiles.every((q) => q > 0)).toBe(true);
    }
  });

  it.each(['', '0', '-5', 'abc', 'Infinity', '1e309'])(
    'leaves out "%s", which is no price',
    async (price) => {
      const known = lines('2025-06-10');
      const rows = [...known, `${price},x,2025-06-01,P-2,DKI Jakarta,Beras Medium`];
      expect(await forecasts(rows)).toEqual(await forecasts(known));
      expect(await warnings(rows)).toEqual(await warnings(known));
    },
  );

  it('rests on the same prices, whether programs or people in Indonesia wrote them', async () => {
    const plain = lines('2025-06-10');
    const said = plain.map((line) => line.replace(/^(\d+)(\d{3}),/, 'Rp $1.$2,'));
    expect(await forecasts(said)).toEqual(await forecasts(plain));
    expect(await warnings(said)).toEqual(await warnings(plain));
    expect(told).not.toHaveBeenCalled();
  });

  it.each([
    ['forecast', forecasts],
    ['warn', warnings],
  ] as const)(
    '%s tells which rows it left out for their price, and not of those without one',
    async (_, of) => {
      const odd = ['-', 'NaN', '"12,500"', '-5', 'mahal'].map(
        (p) => `${p},x,2025-06-01,P-2,Aceh,Beras Medium`,
      );
      await of([...odd, ...lines('2025-06-10')]);
      expect(told.mock.calls).toEqual([
        ['left out for a price that is no number such as 12500: 3 rows, first row 2: 12,500'],
      ]);
    },
  );

  it.each([
    ['forecast', forecasts],
    ['warn', warnings],
  ] as const)('%s tells from when prices are where no origin has any', async (_, of) => {
    expect((await of(lines('2024-12-31'))).written).toEqual([]);
    expect(told.mock.calls.join()).toMatch(
      /two weeks before an origin; prices are from 2023-08-20 to 2024-12-31/,
    );
  });

  it('takes the model that was asked for', async () => {
    const { written } = await forecasts(lines('2025-06-01'), ['--model', 'drift', '--horizon', '2']);
    expect(written).toHaveLength(2 * 2 * 2);
    expect(new Set(written.map((line) => line.split(',')[5]))).toEqual(new Set(['drift']));
  });

  it('is a chance for each series and origin', async () => {
    const { header, written } = await warnings(lines('2025-06-10'));
    expect(header).toBe('origin,market_id,commodity,p_up10_7d,p_cross90_7d,region');
    expect(written).toHaveLength(2 * 2);
    for (const line of written) {
      for (const chance of line.split(',').slice(3, 5)) {
        expect(Number(chance)).toBeGreaterThanOrEqual(0);
        expect(Number(chance)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('never rests on what is dated later, nor on the order of the rows', async () => {
    const later = Array.from(
      { length: 9 },
      (_, i) => `99999,x,2025-06-0${Math.min(9, i + 2)},P-1,"Negeri, Satu",Durian`,
    );
    const rows = lines('2025-06-01');
    const mixed = [...later, ...rows].reverse();
    expect((await forecasts(mixed)).written.sort()).toEqual((await forecasts(rows)).written.sort());
    expect((await warnings(mixed)).written.sort()).toEqual((await warnings(rows)).written.sort());
  });

  it.each([
    [forecastCommand, ['--origins', 'yesterday']],
    [forecastCommand, ['--origins', ORIGINS, '--horizon', '0']],
    [forecastCommand, ['--origins', ORIGINS, '--model', 'oracle']],
    [warnCommand, ['--origins', '2025-13-01']],
  ] as const)('ends with 2 on bad usage', async (command, more) => {
    await expect(run(command(), 'bad', lines('2025-06-01'), more)).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each([forecastCommand, warnCommand])(
    'ends with 2 on a price of nothing, and names its row',
    async (command) => {
      const rows = ['100,x,2025-05-01,P-1,Aceh,Durian', '100,x,2025-05-02,P-1,Aceh, '];
      await expect(run(command(), 'bad', rows, ['--origins', ORIGINS])).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(/^row 1: commodity is empty; .*in\.csv$/),
      });
    },
  );

  it('ends with 2 on a file without its columns', async () => {
    const folder = mkdtempSync(join(root, 'warn '));
    writeFileSync(join(folder, 'in.csv'), 'date,price\n2025-01-01,1\n');
    const command = warnCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    const argv = [
      'node',
      'warn',
      '--input',
      join(folder, 'in.csv'),
      '--origins',
      ORIGINS,
      '--output',
      join(folder, 'o'),
    ];
    await expect(command.parseAsync(argv)).rejects.toMatchObject({ exitCode: 2 });
  });
});
