import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { judgeCommand } from '@/server/commands/judge';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
const HEADER = 'price,received_at,note,market_id,region,device_id,commodity';

const dayAfter = (i: number) => new Date(Date.UTC(2025, 0, 1 + i, 2)).toISOString();

/** A market and an item that no catalogue knows, one report a day unless other times are given; prices by day. */
async function judged(prices: readonly (number | string)[], timeOf = dayAfter): Promise<string[][]> {
  const folder = mkdtempSync(join(root, 'judge '));
  const input = join(folder, 'in.csv');
  const output = join(folder, 'out.csv');
  const lines = prices.map((price, i) => {
    return `${price},${timeOf(i)},x,LAPAK-9,Negeri Entah,D-9,Durian Montong`;
  });
  writeFileSync(input, `${[HEADER, ...lines].join('\n')}\n`);
  await judgeCommand().parseAsync(['node', 'judge', '--input', input, '--output', output]);
  return readFileSync(output, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

describe('smp judge', () => {
  beforeEach(() => {
    for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
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
  it('reads a time without a zone as UTC, wherever the machine stands', async () => {
    vi.stubEnv('TZ', 'Asia/Jakarta');
    const rows = await judged([50_000, 51_000], (i) => `2025-01-0${i + 1} 02:00:00.5`);
    expect(rows.slice(1).map((r) => r[5])).toEqual(['2025-01-01T02:00:00.500Z', '2025-01-02T02:00:00.500Z']);
    const spoken = await judged([50_000, 51_000], (i) => `2025-01-0${i + 1} 2:00 PM`);
    expect(spoken.slice(1).map((r) => r[5])).toEqual([
      '2025-01-01T14:00:00.000Z',
      '2025-01-02T14:00:00.000Z',
    ]);
  });

  it.each([
    '2025-01-01T09:00:00+07',
    '2025-01-01 09:00:00+07',
    '2025-01-01T09:00:00+0700',
    '2025-01-01 02:00:00 UTC',
  ])('reads the zone of %s', async (time) => {
    const [, row] = await judged([50_000], () => time);
    expect(row?.[5]).toBe('2025-01-01T02:00:00.000Z');
  });

  it('reads prices as an import does: 52.500 and Rp52.500 are no 52.5 and no gap', async () => {
    const plain = [52_000, 52_500, 52_000, 52_500, 52_500, 52_500];
    const said = [52_000, '52.500', 'Rp52.000', '52500.0', '52500.000001', ' Rp 52.500'];
    const [asNumbers, asSaid] = [await judged(plain), await judged(said)];
    expect(asSaid.map((r) => r.slice(0, 2))).toEqual(asNumbers.map((r) => r.slice(0, 2)));
    const [, dash, two] = await judged(['-', '"52,500"']);
    for (const row of [dash, two]) expect(row?.[3]).toBe('not_a_price');
  });

  it.each(['5', '2025-02-30T00:00:00Z', '01/02/2025', '2025-01-01T25:00:00Z', ''])(
    'refuses "%s" as a time, with the row and how to write one',
    async (time) => {
      const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
        throw new Error(`exit ${code}`);
      });
      const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
      await expect(judged([50_000, 51_000], (i) => (i === 0 ? dayAfter(0) : time))).rejects.toThrow('exit 2');
      expect(said.mock.calls.join()).toMatch(/row 1: received_at is not a time such as 2025-12-12T12:34:56Z/);
      expect(exit).toHaveBeenCalledWith(2);
    },
  );

  it.each(['market_id', 'commodity'])(
    'refuses a row whose %s is empty, and takes no name from it',
    async (name) => {
      const folder = mkdtempSync(join(root, 'judge '));
      const input = join(folder, 'in.csv');
      const named = `52000,${dayAfter(0)},x,LAPAK-9,Negeri Entah,D-9,Durian Montong`;
      const nameless = named.replace(name === 'market_id' ? 'LAPAK-9' : 'Durian Montong', ' ');
      writeFileSync(input, [HEADER, named, nameless, named].join('\n'));
      const command = judgeCommand()
        .exitOverride()
        .configureOutput({ writeErr: () => {} });
      const output = join(folder, 'out.csv');
      await expect(
        command.parseAsync(['node', 'judge', '--input', input, '--output', output]),
      ).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(new RegExp(`^row 1: ${name} is empty: `)),
      });
      expect(readdirSync(folder)).toEqual(['in.csv']);
    },
  );

  it('says which rows are out of order, and is silent where none are', async () => {
    await judged([50_000, 51_000, 50_500, 50_000], (i) => dayAfter([0, 3, 1, 2][i] ?? 0));
    expect(console.error).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^2 of them .* first row 2.*sort --input by received_at$/),
    );
    await judged([50_000, 51_000, 50_500], () => dayAfter(0));
    expect(console.error).toHaveBeenCalledTimes(1);
  });
});
