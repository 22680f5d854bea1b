import { describe, expect, it } from 'vitest';
import { endorse, followSuccession, formatRotations, parseRotations } from '@/lib/ledger/key-succession';
import { recogniseLog } from '@/lib/ledger/known-log';
import { leafText } from '@/lib/ledger/leaf';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { formatPolicy, NO_QUORUM, type PolicyWitness } from '@/lib/ledger/policy';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatVerifierKey, type VerifierKey } from '@/lib/ledger/verifier-key';
import { NOW, ORIGIN, tools, witnessSigners } from './published-log';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const key = (byte: number, name = ORIGIN) => ed25519Signer(nodeSha256, name, seed(byte));
const [a, b, c] = [key(1), key(11), key(12)] as const;
const second = mlDsa44Signer(nodeSha256, ORIGIN, seed(13));
const names = (keys: readonly VerifierKey[]) => keys.map(formatVerifierKey);

function rotation(by: NoteSigner, next: NoteSigner, at = NOW * 1000): string {
  const vkey = formatVerifierKey(next.key);
  return leafText({
    kind: 'key',
    index: 9,
    event: 'activate',
    vkey,
    at,
    actor: 'system',
    ...endorse(by, vkey, at),
  });
}

const policy = (logs: readonly VerifierKey[], witnesses: readonly PolicyWitness[] = []) =>
  formatPolicy({
    logs,
    witnesses,
    quorum: witnesses.length === 0 ? NO_QUORUM : { threshold: witnesses.length, members: witnesses },
  });

describe('keys that follow from a known one', () => {
  it('are reached along the whole chain, in order, with the second scheme too', async () => {
    const chain = [rotation(a, b), rotation(b, second), rotation(b, c)];
    const reached = await followSuccession(tools, [a.key], chain);
    expect(names(reached)).toEqual(names([a.key, b.key, second.key, c.key]));
    expect(names(await followSuccession(tools, [a.key], chain.slice(1)))).toEqual(names([a.key]));
  });

  it('are not reached by a key that vouches for itself, for another log, or for something else', async () => {
    const foreign = key(20, 'other.example/log');
    const stolen = rotation(a, b).replace(formatVerifierKey(b.key), formatVerifierKey(c.key));
    const later = rotation(a, b).replace('2025', '2026');
    for (const bad of [rotation(b, b), rotation(a, foreign), stolen, later, 'x', rotation(second, b)]) {
      expect(names(await followSuccession(tools, [a.key, second.key], [bad])), bad).toEqual(
        names([a.key, second.key]),
      );
    }
  });
});

describe('what a log tells of its changes of keys', () => {
  it('is read as it is written, whatever stands beside it', () => {
    const told = [rotation(a, b), rotation(b, c)];
    expect(parseRotations(formatRotations(told))).toEqual(told);
    expect(parseRotations(JSON.stringify({ origin: ORIGIN, rotations: told }))).toEqual(told);
  });

  it('is refused when it is anything else', () => {
    const long = formatRotations(Array.from({ length: 10_001 }, () => ''));
    for (const text of ['', '[]', '{}', 'null', '{"rotations":[1]}', '{"rotations":"x"}', long]) {
      expect(() => parseRotations(text)).toThrow('no changes of keys');
    }
  });
});

describe('a log that is met again', () => {
  it('is known by its keys, and a first one is believed and said to be so', async () => {
    const served = policy([a.key]);
    expect((await recogniseLog(tools, null, served, [])).keys).toBe('first');
    expect((await recogniseLog(tools, served, served, [])).keys).toBe('known');
  });

  it('is believed at a first visit about the keys that it had before, so that old receipts go on proving', async () => {
    const chain = [rotation(a, b), rotation(b, c), rotation(b, second)];
    const strangers = [rotation(key(30), key(31)), rotation(key(32, 'other.example/log'), c)];
    const stolen = rotation(key(33), c).replace(
      formatVerifierKey(key(33).key),
      formatVerifierKey(key(34).key),
    );
    const served = policy([c.key, second.key]);
    const log = await recogniseLog(tools, null, served, [...strangers, stolen, ...chain]);
    expect(log.keys).toBe('first');
    expect(names(log.policy.logs)).toEqual(names([c.key, second.key, b.key, a.key]));
    const again = await recogniseLog(tools, formatPolicy(log.policy), served, []);
    expect([again.keys, names(again.policy.logs)]).toEqual(['known', names(log.policy.logs)]);
  });

  it('is not believed later about keys that it says to have had before', async () => {
    const log = await recogniseLog(tools, policy([b.key]), policy([b.key]), [rotation(a, b)]);
    expect([log.keys, names(log.policy.logs)]).toEqual(['known', names([b.key])]);
    const next = await recogniseLog(tools, policy([b.key]), policy([c.key]), [
      rotation(a, b),
      rotation(b, c),
    ]);
    expect([next.keys, names(next.policy.logs)]).toEqual(['succeeded', names([b.key, c.key])]);
  });

  it('may have new keys when an old one vouches for each; then both old and new count', async () => {
    const now = policy([b.key, second.key]);
    const log = await recogniseLog(tools, policy([a.key]), now, [rotation(a, b), rotation(b, second)]);
    expect(log.keys).toBe('succeeded');
    expect(names(log.policy.logs)).toEqual(names([a.key, b.key, second.key]));
  });

  it('is refused when nobody vouches for one of its keys, and the strange key never counts', async () => {
    for (const rotations of [[], [rotation(a, b)], [rotation(c, c)]]) {
      const log = await recogniseLog(tools, policy([a.key]), policy([b.key, c.key]), rotations);
      expect(log.keys).toBe('changed');
      expect(names(log.policy.logs)).toEqual(names([a.key]));
    }
  });

  it('may gain witnesses, and goes on being asked for those it had', async () => {
    const witnesses = witnessSigners.map((signer) => ({ name: signer.key.name, key: signer.key, url: null }));
    const alone = policy([a.key]);
    const watched = policy([a.key], witnesses);
    const gained = await recogniseLog(tools, alone, watched, []);
    expect([gained.witnessesChanged, gained.policy.witnesses.length]).toEqual([false, 3]);
    for (const fewer of [alone, policy([a.key], witnesses.slice(1))]) {
      const lost = await recogniseLog(tools, watched, fewer, []);
      expect([lost.witnessesChanged, lost.policy.witnesses.length]).toEqual([true, 3]);
    }
  });
});
