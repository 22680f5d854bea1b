import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { runSmp } from '../support/run-smp';

/** Takes no byte, as a full disk. */
const FULL = '/dev/full';

let database: OpenDatabase;
let folder: string;
beforeAll(async () => {
  database = await openSeededDatabase();
  folder = await mkdtemp(join(tmpdir(), 'smp import '));
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const smp = (...args: string[]) => runSmp(database.url, folder, args);

describe('smp import', () => {
  it('tells on the screen and in the report what it took and what it refused; 0 again on a second run', async () => {
    const file = join(folder, 'prices.csv');
    const report = join(folder, 'refused.csv');
    await writeFile(
      file,
      'date,region,commodity,price\n2024-01-01,Aceh,Bawang Merah,30000\n2024-01-02,Aceh,"=HYPERLINK(""x"")",1\n',
    );
    const first = await smp('import', '--format', 'csv', '--report', report, file);
    expect(first.code).toBe(0);
    expect(first.out).toContain('prices.csv: 1 prices taken, 2024-01-01 to 2024-01-01');
    expect(first.out).toContain('markets made: PANEL-11');
    expect(first.out).toContain('unknown_commodity: 1');
    const [header, row, end] = (await readFile(report, 'utf8')).split('\n');
    expect(header).toBe('line,code,said,message');
    // Opened in a spreadsheet, what a file said must not run.
    expect(row).toMatch(/^3,unknown_commodity,"'=HYPERLINK\(""x""\)",/);
    expect(end).toBe('');
    const second = await smp('import', '--format', 'csv', file);
    expect(second.code).toBe(0);
    expect(second.out).toContain('already stored: 1');
  });

  it.skipIf(!existsSync(FULL))(
    'tells what is stored also when the report cannot be written in the end, names that, and ends with 1',
    async () => {
      const file = join(folder, 'unreported.csv');
      await writeFile(file, 'date,region,commodity,price\n2024-02-01,Aceh,Bawang Merah,31000\n');
      const { code, out, err } = await smp('import', '--format', 'csv', '--report', FULL, file);
      expect(out).toContain('unreported.csv: 1 prices taken, 2024-02-01 to 2024-02-01');
      expect(err).toContain(`--report cannot be written: there is no room left on the disk: ${FULL}`);
      expect(err).toContain('What was taken is stored all the same');
      expect(code).toBe(1);
    },
  );

  it('ends with 1 when no row could be taken', async () => {
    const file = join(folder, 'nothing.csv');
    await writeFile(file, 'date,region,commodity,price\n2024-01-01,Aceh,Bawang Merah,0\n');
    expect((await smp('import', '--format', 'csv', file)).code).toBe(1);
  });

  it('ends with 2 for a file with a header alone, and does not speak of an import', async () => {
    const file = join(folder, 'header.csv');
    await writeFile(file, 'date,region,commodity,price\n');
    const { code, out, err } = await smp('import', '--format', 'csv', file);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`${file} has no row with a price below its first line`);
  });

  it.each([
    ['a file that is not there', ['--format', 'csv', 'no-such-file.csv']],
    ['an unknown format', ['--format', 'xls', 'x.csv']],
    ['no format', ['x.csv']],
    ['no file', ['--format', 'csv']],
    ['a region that is no number', ['--format', 'csv', '--region', 'here', 'x.csv']],
  ])('ends with 2 for %s', async (_, args) => {
    const { code, err } = await smp('import', ...args);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });

  it('explains itself', async () => {
    const { code, out } = await smp('import', '--help');
    expect(code).toBe(0);
    for (const word of ['panel-harga', '--region', '--report', 'Exit codes']) expect(out).toContain(word);
  });
});
