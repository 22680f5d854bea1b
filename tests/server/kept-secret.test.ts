import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { keptSecret } from '@/server/kept-secret';
import { readSecrets } from '@/server/secrets';

describe('a secret that is kept', () => {
  let dataDir: string;
  const path = () => join(dataDir, 'secrets', 'jwt-secret');
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kept secret '));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once, whoever asks at the same time, for its owner alone', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => keptSecret(path())));
    expect(new Set(all)).toEqual(new Set([(await readFile(path(), 'utf8')).trim()]));
    expect(all[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await readdir(join(dataDir, 'secrets'))).toEqual(['jwt-secret']);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it.each(['', '\n', 'abc\n'])(
    'is never %j, which a full disk may have left: the start says which file',
    async (left) => {
      const { jwt } = await readSecrets(readConfig({ SMP_DATA_DIR: dataDir }));
      expect(jwt).toHaveLength(64);
      await writeFile(path(), left);
      const again = readSecrets(readConfig({ SMP_DATA_DIR: dataDir }));
      await expect(again).rejects.toThrow(`${path()} holds no secret: bring back`);
      expect(await readFile(path(), 'utf8')).toBe(left);
    },
  );
});
