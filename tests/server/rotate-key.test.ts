import { link, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLedgerSeeds, readOldLedgerSeeds, rotateKeptKey } from '@/server/ledger/read-seeds';

describe('the kept key of the ledger', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rotate key '));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const config = (change = {}) => ({
    dataDir,
    ledgerKey: null,
    ledgerKeyOld: null,
    production: false,
    databaseUrl: null,
    ...change,
  });

  it('is set aside for the new one, which nobody else may read, and can still vouch', async () => {
    const before = await readLedgerSeeds(config());
    expect(await readOldLedgerSeeds(config())).toBeNull();
    await rotateKeptKey(config());
    const after = await readLedgerSeeds(config());
    expect(after).not.toEqual(before);
    expect(await readOldLedgerSeeds(config())).toEqual(before);
    for (const name of await readdir(join(dataDir, 'secrets'))) {
      expect((await stat(join(dataDir, 'secrets', name))).mode & 0o777, name).toBe(0o600);
    }
  });

  it('is never lost to a second change, nor touched when keys come from the environment', async () => {
    const before = await readLedgerSeeds(config());
    await rotateKeptKey(config());
    const after = await readLedgerSeeds(config());
    await expect(rotateKeptKey(config())).rejects.toThrow(/is there already/);
    expect(await readLedgerSeeds(config())).toEqual(after);
    expect(await readOldLedgerSeeds(config())).toEqual(before);
    await expect(rotateKeptKey(config({ ledgerKey: 'ab'.repeat(32) }))).rejects.toThrow(/SMP_LEDGER_KEY_OLD/);
  });

  it('is changed after all when that was cut off after it was set aside', async () => {
    const before = await readLedgerSeeds(config());
    await link(join(dataDir, 'secrets/ledger-key'), join(dataDir, 'secrets/ledger-key.old'));
    await rotateKeptKey(config());
    expect(await readLedgerSeeds(config())).not.toEqual(before);
    expect(await readOldLedgerSeeds(config())).toEqual(before);
  });

  it('may come from the environment, the old one as well', async () => {
    const hex = 'cd'.repeat(32);
    const seeds = await readLedgerSeeds(config({ ledgerKey: hex }));
    expect(await readOldLedgerSeeds(config({ ledgerKeyOld: hex }))).toEqual(seeds);
  });
});
