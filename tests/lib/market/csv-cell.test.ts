import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, sheetCell } from '@/lib/market/csv-cell';

const read = (cells: readonly string[]) =>
  parse(`${cells.join(',')}\r\n`, { skip_empty_lines: false }) as string[][];

describe('a cell of a CSV file', () => {
  it('is read back as it was written, whatever stands in it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'",\r\n\t=+-@ aé') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(read([csvCell(a), csvCell(b), 'end'])).toEqual([[a, b, 'end']]);
      }),
    );
  });

  it('is quoted only where needed, and empty for nothing', () => {
    expect([null, 12.5, true, 'PASAR-001', '-5', '=1'].map(csvCell)).toEqual([
      '',
      '12.5',
      'true',
      'PASAR-001',
      '-5',
      '=1',
    ]);
    expect(csvCell('Cabai, "merah"')).toBe('"Cabai, ""merah"""');
  });
});

describe('a cell that people open in a spreadsheet', () => {
  it.each([
    '=HYPERLINK("http://contoh.example")',
    '+cmd|A1',
    '-2+3+cmd|A1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '  =1+1',
    '＝1+1',
    '-',
  ])('is no formula: %j', (text) => {
    expect(read([sheetCell(text), 'end'])).toEqual([[`'${text}`, 'end']]);
  });

  it('keeps numbers and everyday names as they are', () => {
    expect([-5, -0.25, '-500', '+62811', '-1.250,5', 'Pasar Minggu', ''].map(sheetCell)).toEqual([
      '-5',
      '-0.25',
      '-500',
      '+62811',
      '"-1.250,5"',
      'Pasar Minggu',
      '',
    ]);
  });
});
