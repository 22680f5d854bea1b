import { type FileHandle, mkdir, mkdtemp, open, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { makeFolderDurably, writeDurably } from '@/lib/services/write-durably';
import { keptSecret } from '@/server/kept-secret';

/** Only Linux tells which file a handle is of. */
describe.skipIf(process.platform !== 'linux')('what must survive a power cut', () => {
  let folder: string;
  let flushed: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'durable '));
    flushed = [];
    const handle = await open(folder, 'r');
    const { sync } = Object.getPrototypeOf(handle) as FileHandle;
    vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync').mockImplementation(async function (
      this: FileHandle,
    ) {
      flushed.push(relative(folder, await readlink(`/proc/self/fd/${this.fd}`)));
      return sync.call(this);
    });
    await handle.close();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('is flushed with the name that it has in its folder', async () => {
    await writeDurably(join(folder, 'file'), 'text');
    expect(flushed).toEqual(['file.new', '']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('text');
  });

  it('is flushed with every folder that was made for it, and with no other', async () => {
    await makeFolderDurably(join(folder, 'a/b/c'));
    expect(flushed).toEqual(['a/b', 'a', '']);
    await makeFolderDurably(join(folder, 'a/b/c'));
    expect(flushed).toHaveLength(3);
    await makeFolderDurably(join(relative(process.cwd(), folder), 'd/e'));
    expect(flushed.slice(3)).toEqual(['d', '']);
  });

  it('is the first tree that was cosigned and a secret that was just made', async () => {
    await mkdir(join(folder, 'w'));
    const tree = { size: 1, root: new Uint8Array(32) };
    await heldTrees(join(folder, 'w/trees')).replace('ledger.example', null, tree);
    expect(flushed).toContain('w');
    expect(flushed).toContain('w/trees');
    await keptSecret(join(folder, 's/key'));
    expect(flushed.slice(-2)).toEqual([expect.stringMatching(/^s\/key\./), 's']);
  });
});
