import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sentimentCommand } from '@/server/commands/sentiment';
import { LONGEST_LINE, linesOf } from '@/server/commands/sentiment/lines-of';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
let folder = '';
const input = () => join(folder, 'texts.txt');
const output = () => join(folder, 'labels.csv');

async function run(from = input(), to = output()): Promise<void> {
  const command = sentimentCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync(['node', 'sentiment', '--input', from, '--output', to]);
}

async function labelled(content: string | Buffer): Promise<string[]> {
  writeFileSync(input(), content);
  await run();
  return readFileSync(output(), 'utf8').split('\n');
}

const GLAD = 'sayurnya segar dan murah, saya senang';
const CROSS = 'dagingnya busuk, mengecewakan';

describe('smp sentiment', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'sentiment '));
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });

  it('gives each line its number from 0, a label and its chance, empty lines too', async () => {
    const [header, ...rows] = await labelled(`${GLAD}\n\n${CROSS}\n`);
    expect(header).toBe('line,label,score');
    expect(rows).toEqual([
      expect.stringMatching(/^0,positive,[01]\.\d{6}$/),
      '1,neutral,0.333333',
      expect.stringMatching(/^2,negative,[01]\.\d{6}$/),
      '',
    ]);
  });

  it('reads lines that end as on Windows, a byte order mark and a last line without an end', async () => {
    const plain = await labelled(`${GLAD}\n${CROSS}\n`);
    expect(await labelled(`\ufeff${GLAD}\r\n${CROSS}`)).toEqual(plain);
  });

  it('writes the header alone for an empty file, and says that there was nothing to label', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await labelled('')).toEqual(['line,label,score', '']);
    expect(said).toHaveBeenCalledWith(expect.stringContaining(`--input is empty`));
  });

  it('writes more than fits into one piece, in order', async () => {
    const rows = await labelled(`${CROSS}\n`.repeat(4_000));
    expect(rows.slice(1, -1).map((row) => row.split(',')[0])).toEqual(
      Array.from({ length: 4_000 }, (_, i) => String(i)),
    );
  });

  it.each([
    [
      'a file that is missing',
      () => [join(folder, 'none.txt'), output()] as const,
      /--input cannot be read: .*none\.txt/,
    ],
    ['a folder', () => [folder, output()] as const, /--input cannot be read: it is a folder/],
  ])('refuses %s as bad usage and touches nothing', async (_what, paths, message) => {
    writeFileSync(input(), GLAD);
    await expect(run(...paths())).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    expect(existsSync(output())).toBe(false);
    expect(readFileSync(input(), 'utf8')).toBe(GLAD);
  });

  it('refuses a file that is not UTF-8', async () => {
    await expect(labelled(Buffer.from(`\ufeff${GLAD}`, 'utf16le'))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/not UTF-8/),
    });
  });
});

describe('the lines of a file', () => {
  const collect = async (pieces: readonly string[]) => {
    const lines: string[] = [];
    for await (const line of linesOf(pieces)) lines.push(line);
    return lines;
  };

  it('are the same wherever the file is cut into pieces', async () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\u2028'), maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(pieces, async (cut) => {
        const whole = cut.join('');
        const lines = whole.split(/\r?\n/);
        expect(await collect(cut)).toEqual(lines.at(-1) === '' ? lines.slice(0, -1) : lines);
        expect(await collect([...whole])).toEqual(await collect(cut));
      }),
    );
  });

  it('are cut where they grow beyond what is kept', async () => {
    const endless = Array.from({ length: 4 }, () => 'x'.repeat(LONGEST_LINE / 2));
    expect((await collect([...endless, '\nok'])).map((line) => line.length)).toEqual([LONGEST_LINE, 2]);
  });
});
