import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '@/lib/ledger/bytes';
import { anyEntry } from '@/lib/ledger/check-leaf';
import { encodeLeaf } from '@/lib/ledger/leaf';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { decodeBundle, encodeBundle } from '@/lib/ledger/tiles';
import { type LogCheck, type LogCheckState, verifyLog } from '@/lib/ledger/verify-log';
import { LogModel } from './log-model';
import {
  logOnly,
  logSigner,
  policy,
  priceEntries,
  priceLeaf,
  publish,
  signCheckpoint,
  sourceOf,
  tools,
} from './published-log';

/** Eleven full bundles and one of 184. */
const SIZE = 3000;
let log: LogModel;
let files: ReadonlyMap<string, Uint8Array>;
beforeAll(() => {
  log = new LogModel().append(...priceEntries(SIZE));
  files = publish(log);
});

const check = (changed: Record<string, Uint8Array | null>, more: Partial<LogCheck> = {}) => {
  const served = new Map(files);
  for (const [path, bytes] of Object.entries(changed)) {
    if (bytes === null) served.delete(path);
    else served.set(path, bytes);
  }
  return verifyLog({ ...tools, source: sourceOf(served), policy, ...more });
};

const file = (path: string) => files.get(path) ?? expect.unreachable(path);
const flip = (path: string, at: number) =>
  Uint8Array.from(file(path), (byte, i) => (i === at ? byte ^ 1 : byte));

/** A bundle with one entry replaced, and the matching tile of leaf hashes. */
function forge(bundle: string, width: number, at: number, entry: Uint8Array) {
  const path = `tile/entries/${bundle}`;
  const entries = decodeBundle(file(path), width);
  entries[at] = entry;
  const tile = file(`tile/0/${bundle}`).slice();
  tile.set(leafHash(nodeSha256, entry), at * 32);
  return { [path]: encodeBundle(entries), [`tile/0/${bundle}`]: tile };
}

describe('the check of a whole log', () => {
  it('accepts what was published', async () => {
    expect(await check({})).toMatchObject({ ok: true, checkpoint: { size: SIZE }, state: { size: 2816 } });
  });

  it.each([0, 1, 2, 255, 256, 257])('accepts a log of %i leaves', async (size) => {
    const small = new LogModel().append(...priceEntries(size));
    const verdict = await verifyLog({ ...tools, source: sourceOf(publish(small)), policy });
    expect(verdict).toMatchObject({ ok: true, checkpoint: { size } });
  });

  it('names the entry in which one bit was flipped', async () => {
    expect(await check({ 'tile/entries/005': flip('tile/entries/005', 2) })).toMatchObject({ ok: false });
    const third = 3 * (encodeLeaf(priceLeaf(1280)).length + 2) + 60;
    expect(await check({ 'tile/entries/005': flip('tile/entries/005', third) })).toMatchObject({
      ok: false,
      fault: { kind: 'entry', index: 1283, through: 1283 },
    });
    expect(await check({ 'tile/0/005': flip('tile/0/005', 5 * 32) })).toMatchObject({
      fault: { kind: 'entry', index: 1285, through: 1285 },
    });
  });

  it('bounds an entry that was replaced together with its hash by the tile above', async () => {
    const entry = encodeLeaf({ ...priceLeaf(1283), price: 1 });
    expect(await check(forge('005', 256, 3, entry))).toMatchObject({
      fault: { kind: 'tile', index: 1280, through: 1535 },
    });
  });

  it('names a leaf that is at another place or not canonical', async () => {
    const elsewhere = encodeLeaf(priceLeaf(1284));
    expect(await check(forge('005', 256, 3, elsewhere))).toMatchObject({
      fault: { kind: 'leaf', index: 1283 },
    });
    expect(await check(forge('005', 256, 3, utf8('free text')))).toMatchObject({
      fault: { kind: 'leaf', index: 1283 },
    });
  });

  it('says from where on nothing adds up when even the last tiles were rewritten', async () => {
    const entry = encodeLeaf({ ...priceLeaf(2990), price: 1 });
    const forged = forge('011.p/184', 184, 174, entry);
    expect(await check(forged)).toMatchObject({ fault: { kind: 'root', index: 0, through: SIZE - 1 } });
    const known = [{ size: 2950, root: log.root(2950) }];
    expect(await check(forged, { known })).toMatchObject({ fault: { kind: 'root', index: 2950 } });
  });

  it('finds a tile above that was changed, missing, or cut', async () => {
    expect(await check({ 'tile/1/000.p/11': flip('tile/1/000.p/11', 32 * 7) })).toMatchObject({
      fault: { kind: 'tile', index: 7 * 256, through: 8 * 256 - 1 },
    });
    expect(await check({ 'tile/1/000.p/11': null })).toMatchObject({
      fault: { kind: 'missing', index: 0, through: SIZE - 1 },
    });
    expect(await check({ 'tile/1/000.p/11': file('tile/1/000.p/11').subarray(32) })).toMatchObject({
      fault: { kind: 'malformed', index: 0 },
    });
  });

  it('compares three levels of tiles in a larger log', async () => {
    const large = new LogModel().append(...priceEntries(70_000));
    const served = publish(large);
    const progress: number[] = [];
    const onProgress = ({ size }: LogCheckState) => progress.push(size);
    expect(await verifyLog({ ...tools, source: sourceOf(served), policy, onProgress })).toMatchObject({
      ok: true,
    });
    expect(progress).toEqual([16_384, 32_768, 49_152, 65_536, 69_888]);
    served.set('tile/2/000.p/1', new Uint8Array(32));
    expect(await verifyLog({ ...tools, source: sourceOf(served), policy })).toMatchObject({
      fault: { kind: 'tile', index: 0, through: 65_535 },
    });
  });

  it('finds a bundle that is missing, cut, or has an entry too many', async () => {
    expect(await check({ 'tile/entries/007': null })).toMatchObject({
      fault: { kind: 'missing', index: 1792, through: 2047 },
    });
    const bundle = file('tile/entries/007');
    const cut = { fault: { kind: 'malformed', index: 1792 } };
    expect(await check({ 'tile/entries/007': bundle.subarray(0, -1) })).toMatchObject(cut);
    const more = Uint8Array.from([...bundle, 0, 1, 65]);
    expect(await check({ 'tile/entries/007': more })).toMatchObject(cut);
  });

  it('takes a full tile where the partial one was cleared away', async () => {
    const grown = new LogModel().append(...priceEntries(512));
    const served = publish(grown);
    served.set('checkpoint', utf8(signCheckpoint(grown, 300)));
    served.set('tile/1/000.p/1', grown.tile({ level: 1, index: 0, width: 1 }));
    expect(await verifyLog({ ...tools, source: sourceOf(served), policy })).toMatchObject({ ok: true });
  });

  it('refuses a checkpoint that the policy does not cover', async () => {
    const refused = { ok: false, checkpoint: null, fault: { kind: 'checkpoint', index: null } };
    const stranger = utf8(signCheckpoint(log, SIZE, [{ ...logSigner, sign: () => new Uint8Array(64) }]));
    expect(await check({ checkpoint: stranger }, { policy: logOnly })).toMatchObject(refused);
    const alone = utf8(signCheckpoint(log, SIZE, [logSigner]));
    expect(await check({ checkpoint: alone }, { policy: logOnly })).toMatchObject({ ok: true });
    expect(await check({ checkpoint: alone })).toMatchObject(refused);
    expect(await check({ checkpoint: utf8('nonsense') })).toMatchObject(refused);
    const renamed = { ...logOnly, logs: logOnly.logs.map((key) => ({ ...key, name: 'other' })) };
    expect(await check({}, { policy: renamed })).toMatchObject(refused);
  });

  it('notices that the log was rolled back or forked since it was seen', async () => {
    const later = { size: SIZE + 5, root: new Uint8Array(32) };
    expect(await check({}, { known: [later] })).toMatchObject({
      fault: { kind: 'rolled-back', index: SIZE, through: SIZE + 4 },
    });
    const good = { size: 300, root: log.root(300) };
    const other = { size: 2000, root: log.root(1999) };
    expect(await check({}, { known: [other, good] })).toMatchObject({
      fault: { kind: 'forked', index: 300, through: 1999 },
    });
  });

  it('goes on where it stopped, and checks only what came since', async () => {
    const grown = new LogModel().append(...priceEntries(2000));
    const first = await verifyLog({ ...tools, source: sourceOf(publish(grown)), policy });
    const resume = first.ok ? first.state : expect.unreachable();
    expect(resume).toMatchObject({ size: 1792, seen: { size: 2000 } });
    const asked: string[] = [];
    const source = sourceOf(files);
    const read = (path: string) => {
      asked.push(path);
      return source.read(path);
    };
    const verdict = await verifyLog({ ...tools, source: { ...source, read }, policy, resume });
    expect(verdict).toMatchObject({ ok: true });
    expect(asked.filter((path) => path.startsWith('tile/entries/'))).toHaveLength(5);
    const again = verdict.ok ? verdict.state : expect.unreachable();
    expect(await verifyLog({ ...tools, source, policy, resume: again })).toMatchObject({ ok: true });
    expect(
      await verifyLog({ ...tools, source: sourceOf(publish(grown)), policy, resume: again }),
    ).toMatchObject({
      fault: { kind: 'rolled-back' },
    });

    const forked = new LogModel().append(
      ...priceEntries(SIZE - 1),
      encodeLeaf({ ...priceLeaf(SIZE - 1), price: 1 }),
    );
    const rewritten = await verifyLog({ ...tools, source: sourceOf(publish(forked)), policy, resume: again });
    expect(rewritten).toMatchObject({ ok: false, fault: { kind: 'forked', through: SIZE - 1 } });
  });

  it('checks a log of others when told that its entries mean nothing here', async () => {
    const foreign = new LogModel().append(utf8('a'), utf8('b'));
    const source = sourceOf(publish(foreign));
    expect(await verifyLog({ ...tools, source, policy })).toMatchObject({
      fault: { kind: 'leaf', index: 0 },
    });
    expect(await verifyLog({ ...tools, source, policy, checkEntry: anyEntry })).toMatchObject({ ok: true });
  });

  it('throws what the source throws: a network that fails is no verdict', async () => {
    const source = { ...sourceOf(files), read: async () => Promise.reject(new Error('offline')) };
    await expect(verifyLog({ ...tools, source, policy })).rejects.toThrow('offline');
  });
});
