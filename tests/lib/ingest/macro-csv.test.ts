import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMacroCsv } from '@/lib/ingest/macro-csv';
import { monthsDown, readFigure, readMonth } from '@/lib/market/macro';

const usual = { source: 'BPS', statedOn: '2026-03-02' };
const read = (text: string) => readMacroCsv(text, usual, '2026-03');

describe('macro indicators from CSV', () => {
  it('takes one value a row, keeps what is good and names what is not', () => {
    const file = read(
      'month,name,value,source\n2026-01,usd_idr,16.832,BI\n2026-13,usd_idr,16000,BI\n2026-02,emas,1,BI\n' +
        '2026-02,usd_idr,16,BI\n2026-04,usd_idr,16000,BI\n2026-02,inflation_mom_pct,"0,14",\n2026-01,usd_idr,1683,BI\n' +
        '2026-02,usd_idr,"1,2,3",BI\n',
    );
    if (!file.ok) throw new Error(file.why);
    expect(file.values).toEqual([
      { name: 'usd_idr', month: '2026-01', value: 16_832, source: 'BI', statedOn: '2026-03-02' },
      { name: 'inflation_mom_pct', month: '2026-02', value: 0.14, source: 'BPS', statedOn: '2026-03-02' },
    ]);
    expect(file.refused.map(({ line, why }) => `${line} ${why}`)).toEqual([
      '3 no_month',
      '4 unknown_name',
      '5 strange_figure',
      '6 future_month',
      '8 repeated',
      '9 not_a_figure',
    ]);
  });

  it('takes a column for each indicator; an empty cell is no value and no fault', () => {
    const file = read('﻿Bulan;usd_idr;pertalite_idr_per_l\n2026-01;16832;\n2026-02-01;;10000\n');
    if (!file.ok) throw new Error(file.why);
    expect(file.values.map(({ name, month, value }) => [name, month, value])).toEqual([
      ['usd_idr', '2026-01', 16_832],
      ['pertalite_idr_per_l', '2026-02', 10_000],
    ]);
    expect(file.refused).toEqual([]);
  });

  it.each([
    [
      'one value a row',
      'month,name,value,note,usd_idr,\n2026-01,usd_idr,16832,by phone,1,\n',
      ['note', 'usd_idr'],
    ],
    [
      'a column for each indicator',
      'month,usd_idr,usd_idr_old,value\n2026-01,16832,16000,5\n',
      ['usd_idr_old', 'value'],
    ],
  ])('names each column that it does not take, with %s, and keeps the rest', (_form, text, columns) => {
    const file = read(text);
    if (!file.ok) throw new Error(file.why);
    expect(file.values.map(({ name, value }) => `${name} ${value}`)).toEqual(['usd_idr 16832']);
    expect(file.refused).toEqual(columns.map((said) => ({ line: 1, why: 'unknown_column', said })));
  });

  it('refuses what is no such table', () => {
    expect(read('a,b\n1,2\n')).toEqual({ ok: false, why: 'no_columns' });
    expect(read('')).toEqual({ ok: false, why: 'no_columns' });
    expect(read('month,usd_idr\n"2026')).toEqual({ ok: false, why: 'not_csv' });
  });

  it('never throws and never takes a month to come, whatever the file holds', () => {
    const line = fc
      .tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }))
      .map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const file = read(['month,usd_idr', ...lines].join('\n'));
        if (file.ok) for (const { month } of file.values) expect(month <= '2026-03').toBe(true);
      }),
    );
  });
});

describe('months and figures', () => {
  it('reads months as people write them', () => {
    expect([
      readMonth('2026-02'),
      readMonth('2026-02-28'),
      readMonth('2026-00'),
      readMonth('Feb 2026'),
    ]).toEqual(['2026-02', '2026-02', null, null]);
  });

  it.each([
    ['16.695', 16_695],
    ['16.695,5', 16_695.5],
    ['16,695.5', 16_695.5],
    ['1,234,567', 1_234_567],
    ['16695', 16_695],
    ['0,14', 0.14],
    ['0.14', 0.14],
    ['0,145', 0.145],
    ['-1,5', -1.5],
    ['16,695', null],
    ['1,23,456', null],
    ['x', null],
    ['', null],
  ])('reads the figure %j as %j, and none that two languages read as two numbers', (text, figure) => {
    expect(readFigure(text)).toBe(figure);
  });

  it('walks months down over the end of a year', () => {
    expect(monthsDown('2025-11', '2026-02')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
    expect(monthsDown('2026-03', '2026-02')).toEqual([]);
  });
});
