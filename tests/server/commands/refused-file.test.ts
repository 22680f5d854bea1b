import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRefusedFile } from '@/server/commands/import/refused-file';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('refused file');
const misuse = (message: string): never => {
  throw new Error(`misuse: ${message}`);
};
const world = () => {
  const folder = mkdtempSync(join(root, 'report '));
  return { folder, input: join(folder, 'in.csv'), report: join(folder, 'refused.csv') };
};

describe('the report of an import', () => {
  it.each([
    ['its folder is gone', (folder: string) => rmSync(folder, { recursive: true }), 'there is no such file'],
    ['a folder took its name', (folder: string) => mkdirSync(join(folder, 'refused.csv')), 'it is a folder'],
  ])('that cannot be kept in the end since %s is no failed import', async (_what, harm, why) => {
    const { folder, input, report } = world();
    await expect(withRefusedFile(report, input, misuse, async () => harm(folder))).rejects.toThrow(
      new RegExp(`^--report cannot be written: ${why}.*: ${report}. What was taken is stored all the same`),
    );
    expect(existsSync(`${report}.part`)).toBe(false);
  });

  it('does not speak of what was taken when the import itself fails', async () => {
    const { input, report } = world();
    const work = () => Promise.reject(new Error('the database went away'));
    await expect(withRefusedFile(report, input, misuse, work)).rejects.toThrow(/^the database went away$/);
  });
});
