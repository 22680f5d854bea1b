import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { forecastCommand } from '@/server/commands/forecast';
import { impactCommand } from '@/server/commands/impact';
import { judgeCommand } from '@/server/commands/judge';
import { sentimentCommand } from '@/server/commands/sentiment';
import { warnCommand } from '@/server/commands/warn';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
const PRICES = 'date,market_id,region,commodity,price\n';
const REPORTS = 'received_at,market_id,region,device_id,commodity,price\n';
const ROW = '2025-05-20,P-1,DKI Jakarta,Beras Medium,13000\n';
const ORIGINS = ['--origins', '2025-05-20'];
const OLD = 'what was written before';

/** Runs a command on a file of that content (`null`: there is none); it has to refuse before it writes anything. */
async function refusal(
  make: typeof judgeCommand,
  more: readonly string[],
  content: string | Buffer | 'a folder' | null,
) {
  const folder = mkdtempSync(join(root, 'input '));
  const input = join(folder, 'in.csv');
  const output = join(folder, 'out.csv');
  writeFileSync(output, OLD);
  if (content === 'a folder') mkdirSync(input);
  else if (content !== null) writeFileSync(input, content);
  const command = make()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const said = await command.parseAsync(['node', 'x', '--input', input, '--output', output, ...more]).then(
    () => 'nothing',
    (error: { exitCode: number; message: string }) => error,
  );
  expect(said).toMatchObject({ exitCode: 2, message: expect.stringContaining(input) });
  expect(readFileSync(output, 'utf8')).toBe(OLD);
  return (said as { message: string }).message;
}

const TABLES = [
  ['judge', judgeCommand, REPORTS, []],
  ['forecast', forecastCommand, PRICES, ORIGINS],
  ['warn', warnCommand, PRICES, ORIGINS],
  ['impact', impactCommand, PRICES, ['--date', '2025-05-20']],
] as const;

describe.each([...TABLES, ['sentiment', sentimentCommand, '', []] as const])(
  'smp %s',
  (_name, make, _h, more) => {
    it.each([
      ['no file', null, /no such file/],
      ['a folder', 'a folder', /it is a folder/],
    ] as const)('refuses %s as bad usage, in words, and writes nothing', async (_what, content, words) => {
      expect(await refusal(make, more, content)).toMatch(words);
    });
  },
);

describe.each(TABLES)('smp %s', (_name, make, header, more) => {
  it.each([
    ['an empty file', '', /is empty; its first line has to name the columns/],
    ['a header alone', header, /no row below its first line/],
    [
      'another header',
      `tanggal,harga\n2025-05-20,13000\n`,
      /missing columns: .*first line names: tanggal, harga/,
    ],
    [
      'a column that is named twice',
      `${header.trim()},price\n${ROW.trim()},1\n`,
      /names price more than once/,
    ],
    ['semicolons', `${header}${ROW}`.replaceAll(',', ';'), /parted by semicolons: save it with commas/],
    ['tabs', `${header}${ROW}`.replaceAll(',', '\t'), /parted by tabs: save it with commas/],
    ['a packed file', gzipSync(`${header}${ROW}`), /packed by gzip; unpack it/],
    ['open quotes', `${header}"2025-05-20,P-1\n`, /is no CSV: Quote Not Closed.*line 2/],
  ] as const)('refuses %s as bad usage, in words, and writes nothing', async (_what, content, words) => {
    expect(await refusal(make, more, content)).toMatch(words);
  });
});

it('smp impact refuses a list of events with another header', async () => {
  const folder = mkdtempSync(join(root, 'events '));
  const events = join(folder, 'events.csv');
  writeFileSync(events, 'what,when\nflood,2025-05-20\n');
  const more = ['--date', '2025-05-20', '--events', events];
  const command = impactCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  writeFileSync(join(folder, 'in.csv'), `${PRICES}${ROW}`);
  const run = command.parseAsync([
    'node',
    'x',
    '--input',
    join(folder, 'in.csv'),
    '--output',
    join(folder, 'out.csv'),
    ...more,
  ]);
  await expect(run).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/--events .*missing columns: cause, from, to/),
  });
});
