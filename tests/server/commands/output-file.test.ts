import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forecastCommand } from '@/server/commands/forecast';
import { impactCommand } from '@/server/commands/impact';
import { judgeCommand } from '@/server/commands/judge';
import { sentimentCommand } from '@/server/commands/sentiment';
import { warnCommand } from '@/server/commands/warn';

const PRICES = 'date,market_id,region,commodity,price\n2025-05-20,P-1,DKI Jakarta,Beras Medium,13000\n';
const REPORTS =
  'received_at,market_id,region,device_id,commodity,price\n2025-05-20T02:00:00Z,P-1,DKI Jakarta,D-1,Beras Medium,13000\n';
/** Takes no byte, as a full disk. */
const FULL = '/dev/full';
const ORIGINS = ['--origins', '2025-05-20'];

describe.each([
  ['judge', judgeCommand, REPORTS, []],
  ['forecast', forecastCommand, PRICES, ORIGINS],
  ['warn', warnCommand, PRICES, ORIGINS],
  ['impact', impactCommand, PRICES, ['--date', '2025-05-20']],
  ['sentiment', sentimentCommand, 'murah sekali\n', []],
])('smp %s', (name, make, content, more) => {
  const folder = mkdtempSync(join(tmpdir(), `smp ${name} `));
  const input = join(folder, 'in.csv');

  const run = (output: string) => {
    writeFileSync(input, content);
    const command = make()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    return command.parseAsync(['node', name, '--input', input, '--output', output, ...more]);
  };

  it('says which output cannot be written, as bad usage', async () => {
    await expect(run(join(folder, 'none', 'out.csv'))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/--output cannot be written: .*out\.csv/),
    });
  });

  it('does not write over what it reads', async () => {
    await expect(run(input)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/would be lost/),
    });
    expect(readFileSync(input, 'utf8')).toBe(content);
  });

  it.skipIf(!existsSync(FULL))('says that the disk is full, and does not end by a fault', async () => {
    await expect(run(FULL)).rejects.toThrow(
      /^--output cannot be written: there is no room left on the disk: /,
    );
  });
});
