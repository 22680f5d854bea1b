import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/postgres';
import { runSmp } from '../support/run-smp';

it('smp certs client says when no device of that name is registered, since a name may be mistyped', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'smp certs '));
  const database = await createTestDatabase();
  try {
    const certs = (...words: string[]) => runSmp(database.url, dataDir, ['certs', ...words]);
    expect(await certs('client', 'DEV-404')).toMatchObject({
      code: 1,
      err: expect.stringContaining('certs ca'),
    });
    expect((await certs('ca')).code).toBe(0);
    expect(await certs('client', 'DEV-404')).toMatchObject({
      code: 0,
      out: expect.stringContaining('device-DEV-404.crt'),
      err: expect.stringContaining('No device DEV-404 is registered'),
    });
  } finally {
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
});
