import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { judgeCommand } from '@/server/commands/judge';

const HEADER = 'price,received_at,note,market_id,region,device_id,commodity';

/** A market and an item that no catalogue knows, one report a day; prices by day. */
async function judged(prices: readonly (number | string)[]): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'smp judge '));
  const input = join(folder, 'in.csv');
  const output = join(folder, 'out.csv');
  const lines = prices.map((price, i) => {
    const time = new Date(Date.UTC(2025, 0, 1 + i, 2)).toISOString();
    return `${price},${time},x,LAPAK-9,Negeri Entah,D-9,Durian Montong`;
  });
  writeFileSync(input, `${[HEADER, ...lines].join('\n')}\n`);
  await judgeCommand().parseAsync(['node', 'judge', '--input', input, '--output', output]);
  return readFileSync(output, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

describe('smp judge', () => {
  beforeAll(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });

  it('judges an unknown item of an unknown market, one line for each report, in order', async () => {
    const honest = Array.from({ length: 40 }, (_, i) => 52_000 + ((i * 7) % 4) * 500);
    const [header, ...rows] = await judged([...honest, 525_000, '', 52_500]);
    expect(header).toEqual(['row', 'lane', 'score', 'flags', 'final_lane', 'final_at']);
    expect(rows.map((r) => r[0])).toEqual(rows.map((_, i) => String(i)));
    expect(rows.slice(0, 40).every((r) => r[1] === 'accepted' && r[3] === '')).toBe(true);
    expect(rows[40]?.slice(1, 5)).toEqual([
      'quarantined',
      '1.000000',
      expect.stringContaining('scale_slip'),
      'quarantined',
    ]);
    expect(rows[41]?.slice(1, 4)).toEqual(['quarantined', '1.000000', 'not_a_price']);
    expect(rows[42]?.[1]).toBe('accepted');
  });

  it('gives every line a final lane and a time', async () => {
    const rows = (await judged([50_000, 51_000, 50_500, 80_000, 80_000, 80_500, 81_000])).slice(1);
    for (const row of rows) {
      expect(['accepted', 'quarantined']).toContain(row[4]);
      expect(Number.isNaN(Date.parse(row[5] ?? ''))).toBe(false);
    }
  });
});
