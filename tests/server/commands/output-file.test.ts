import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { forecastCommand } from '@/server/commands/forecast';
import { impactCommand } from '@/server/commands/impact';
import { judgeCommand } from '@/server/commands/judge';
import { withOutput } from '@/server/commands/open-output';
import { sentimentCommand } from '@/server/commands/sentiment';
import { warnCommand } from '@/server/commands/warn';
import { asOtherUser } from '../../support/as-other-user';
import { startSmp } from '../../support/run-smp';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder('commands');
const PRICES = 'date,market_id,region,commodity,price\n2025-05-20,P-1,DKI Jakarta,Beras Medium,13000\n';
const REPORT = '2025-05-20T02:00:00Z,P-1,DKI Jakarta,D-1,Beras Medium,13000\n';
const REPORTS = `received_at,market_id,region,device_id,commodity,price\n${REPORT}`;
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
  const folder = mkdtempSync(join(root, `${name} `));
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

  it.skipIf(process.platform === 'win32')('writes into a pipe nothing but what belongs there', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const err = vi.spyOn(console, 'error').mockImplementation(() => {});
    await run('/dev/null');
    expect(log).not.toHaveBeenCalled();
    expect(err).toHaveBeenCalledWith(expect.stringMatching(/^\d /));
    vi.restoreAllMocks();
  });

  it.skipIf(!existsSync(FULL))('says that the disk is full, and does not end by a fault', async () => {
    await expect(run(FULL)).rejects.toThrow(
      /^--output cannot be written: there is no room left on the disk: /,
    );
  });
});

describe('a file that a command writes', () => {
  const misuse = (message: string): never => {
    throw new Error(message);
  };
  const world = () => {
    const folder = mkdtempSync(join(root, 'output '));
    return { folder, asked: { input: join(folder, 'in.csv'), output: join(folder, 'out.csv'), misuse } };
  };

  it('is that of before, or none, when the work fails in its middle', async () => {
    const { folder, asked } = world();
    const failing = () =>
      withOutput(asked, async (write) => {
        await write('half');
        throw new Error('row 7');
      });
    await expect(failing()).rejects.toThrow('row 7');
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(asked.output, 'before');
    await expect(failing()).rejects.toThrow('row 7');
    expect(readdirSync(folder)).toEqual(['out.csv']);
    expect(readFileSync(asked.output, 'utf8')).toBe('before');
  });

  it('shows nothing of itself before it is whole', async () => {
    const { asked } = world();
    await withOutput(asked, async (write) => {
      await write('half');
      expect(existsSync(asked.output)).toBe(false);
    });
    expect(readFileSync(asked.output, 'utf8')).toBe('half');
  });

  it('stays where a link leads, with the rights that it had', async () => {
    const { folder, asked } = world();
    const behind = join(folder, 'behind.csv');
    writeFileSync(behind, 'before');
    chmodSync(behind, 0o640);
    symlinkSync(behind, asked.output);
    await withOutput(asked, (write) => write('after'));
    expect(readFileSync(behind, 'utf8')).toBe('after');
    expect(statSync(behind).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).toSorted()).toEqual(['behind.csv', 'out.csv']);
  });

  it('never takes the place of the file that is read, nor does what it is written into first', async () => {
    const { folder, asked } = world();
    const input = join(folder, 'out.csv.part');
    writeFileSync(input, 'read');
    await expect(withOutput({ ...asked, input }, async () => undefined)).rejects.toThrow(/would be lost/);
    expect(readFileSync(input, 'utf8')).toBe('read');
  });

  it.skipIf(process.platform === 'win32')(
    'that may be written in a folder that takes no new one is left as it is, with what to do',
    async () => {
      const { folder, asked } = world();
      writeFileSync(asked.output, 'before');
      chmodSync(asked.output, 0o666);
      chmodSync(root, 0o755);
      chmodSync(folder, 0o555);
      const writing = asOtherUser(() => withOutput(asked, (write) => write('after')));
      await expect(writing).rejects.toThrow(
        `it may be written, but nothing beside it, where it is made whole before it takes the place of the one of before`,
      );
      await expect(writing).rejects.toThrow(`Give the right to write into ${folder}, name a file elsewhere`);
      await expect(writing).rejects.toThrow(`/dev/stdout | cat > ${asked.output}`);
      expect(readFileSync(asked.output, 'utf8')).toBe('before');
      chmodSync(folder, 0o755);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is left by a command that is interrupted as it was, and it says so',
    async () => {
      const { folder, asked } = world();
      execFileSync('mkfifo', [asked.input]);
      // A file that never ends, so that the command is always in its middle.
      const command = startSmp({ asNpm: true }, ['judge', '--input', asked.input, '--output', asked.output]);
      const source = createWriteStream(asked.input);
      source.write(REPORTS + REPORT.repeat(20));
      await vi.waitFor(() => expect(readdirSync(folder)).toContain('out.csv.part'), { timeout: 30_000 });
      command.process.kill('SIGTERM');
      expect(await command.ended).toMatchObject({
        code: 143,
        err: expect.stringContaining('interrupted by SIGTERM'),
      });
      source.destroy();
      expect(readdirSync(folder)).toEqual(['in.csv']);
    },
  );
});
