import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { ledgerCommand } from '@/server/commands/ledger';
import { logSigner } from '../../lib/ledger/published-log';
import { startSmp } from '../../support/run-smp';
import { tempFolder } from '../../support/temp-folder';

const folder = mkdtempSync(join(tempFolder('commands'), 'ledger '));
const at = (name: string) => join(folder, name);
mkdirSync(at('copy'));
writeFileSync(at('policy'), 'nonsense\n');
const verify = (...args: string[]) =>
  ledgerCommand()
    .exitOverride()
    .parseAsync(['node', 'ledger', 'verify', '--state', at('state'), ...args]);

describe('smp ledger verify', () => {
  it.each([
    [
      'a policy that is missing',
      ['--policy', at('none')],
      `--policy ${at('none')} cannot be used: there is no`,
    ],
    [
      'a policy that is a folder',
      ['--policy', at('copy')],
      `--policy ${at('copy')} cannot be used: it is a folder`,
    ],
    ['a policy that is none', ['--policy', at('policy')], `--policy ${at('policy')} cannot be used: `],
    ['a key that is none', ['--key', 'nonsense'], '--key nonsense cannot be used: '],
    ['a state that is a folder', ['--state', at('copy')], `cannot be kept in ${at('copy')}: it is a folder`],
  ])('names %s, as bad usage', async (_what, args, words) => {
    await expect(verify('--dir', at('copy'), ...args)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ['missing', 'none', 'there is no such file'],
    ['a folder', 'copy', 'it is a folder'],
  ])('names an export that is %s, as bad usage', async (_what, name, why) => {
    const reading = verify('--export', at(name), '--key', formatVerifierKey(logSigner.key));
    await expect(reading).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(`--export ${at(name)} cannot be read: ${why}`),
    });
  });

  it('says what a folder without a ledger has to be', async () => {
    await expect(verify('--dir', at('copy'))).rejects.toThrow(
      `${at('copy/key')} cannot be read: there is no such file or folder. The folder has to be a copy of a published`,
    );
  });
});

describe('smp', () => {
  it.each([
    ['without an option that is needed', ['judge']],
    ['with an option that nobody knows', ['restore', '--bogus', 'file']],
  ])('says where a command %s is explained, and ends with 2', async (_what, args) => {
    const { code, err } = await startSmp({}, args).ended;
    expect(err).toContain(`What it takes: smp ${args[0]} --help`);
    expect(code).toBe(2);
  });
});
