import { describe, expect, it } from 'vitest';
import { chartLink, rangeOf, rangeSpan, readChartLink } from '@/components/charts/ranges';

const TODAY = '2026-11-22';
const asQuery = (link: string) => Object.fromEntries(new URL(link, 'http://x').searchParams);

describe('a chart\u2019s address', () => {
  it('restores exactly the chart that it was taken from', () => {
    for (const place of [{}, { region: '31' }, { market_id: 'PASAR-001' }]) {
      const query = { commodity: 'beras-medium', ...rangeSpan(365, '2026-03-01'), ...place };
      expect(readChartLink('beras-medium', asQuery(chartLink(query, true)), TODAY)).toEqual(query);
    }
  });

  it('falls back to the last 90 days where it is malformed', () => {
    const usual = { commodity: 'x', ...rangeSpan(90, TODAY) };
    for (const query of [
      { from: 'yesterday' },
      { from: '2026-02-30', to: ['a'] },
      { from: '2027-01-01', to: '2026-01-01' },
      { interval: 'minute' },
      { region: '' },
    ]) {
      expect(readChartLink('x', query, TODAY)).toEqual(usual);
    }
  });

  it('knows which button it belongs to', () => {
    expect(rangeOf(rangeSpan(30, TODAY), TODAY)).toBe(30);
    expect(rangeOf({ from: '2020-01-01', to: TODAY, interval: 'day' }, TODAY)).toBeNull();
  });
});
