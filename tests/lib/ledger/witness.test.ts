import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/lib/ledger/bytes';
import { parseNote } from '@/lib/ledger/note';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import type { TreeHead } from '@/lib/ledger/proof';
import { proveConsistency } from '@/lib/ledger/prove';
import { answerWitnessRequest, type Witness } from '@/lib/ledger/witness';
import { formatAddCheckpoint, parseAddCheckpoint, withCosignatures } from '@/lib/ledger/witness-request';
import { LogModel } from './log-model';
import { logSigner, NOW, ORIGIN, priceEntries, signCheckpoint, tools, witnessSigners } from './published-log';

const log = new LogModel().append(...priceEntries(700));
/** Shares its first 300 leaves with the log, and no more. */
const fork = new LogModel().append(...priceEntries(300), ...priceEntries(400, 301));

const [signer = expect.unreachable()] = witnessSigners;
const second = mlDsa44Signer(tools.sha256, signer.key.name, new Uint8Array(32).fill(9));
const witness: Witness = { ...tools, logs: [logSigner.key], signers: [signer, second] };

const head = (size: number, of = log): TreeHead => ({ size, root: of.root(size) });

async function body(from: number, to: number, of = log, checkpoint = signCheckpoint(of, to)) {
  return formatAddCheckpoint({
    oldSize: from,
    proof: await proveConsistency(of, from, to),
    checkpoint,
  });
}

const ask = (text: string, held: TreeHead | null = null, of = witness) =>
  answerWitnessRequest(of, text, () => held, NOW);

/** One signature each instead of all: for what is asked many times. */
const plain = { ...witness, signers: [signer] };
const signedOnce = (of: LogModel, size: number) => signCheckpoint(of, size, [logSigner]);

interface Attempt {
  readonly from: number;
  readonly to: number;
  readonly forked: boolean;
  readonly honestFrom: boolean;
}

/** The trees that a witness came to hold while it was asked these things one after the other. */
async function heldInTurn(attempts: readonly Attempt[]) {
  const trees: { size: number; forked: boolean }[] = [];
  let held: TreeHead | null = null;
  for (const { from, to, forked, honestFrom } of attempts) {
    const old: number = honestFrom ? (held?.size ?? 0) : from;
    if (old > to) continue;
    const of = forked ? fork : log;
    const answer = await ask(await body(old, to, of, signedOnce(of, to)), held, plain);
    if (answer.status !== 200) continue;
    held = answer.hold;
    trees.push({ size: to, forked });
  }
  return trees;
}

describe('a witness', () => {
  it('cosigns the first tree it sees and each later one, under every key of its own', async () => {
    const first = await ask(await body(0, 10));
    expect(first).toMatchObject({ status: 200, origin: ORIGIN, hold: head(10) });
    const later = await ask(await body(10, 700), head(10));
    expect(later).toMatchObject({ status: 200, hold: head(700) });
    expect(await ask(await body(700, 700), head(700))).toMatchObject({ status: 200, hold: head(700) });

    const keys = witness.signers.map(({ key }) => key);
    const merged = await withCosignatures(
      tools.schemes,
      signCheckpoint(log, 700, [logSigner]),
      later.body,
      keys,
    );
    expect(merged.added).toEqual(keys);
    expect(parseNote(merged.note).signatures).toHaveLength(3);
    const again = await withCosignatures(tools.schemes, merged.note, later.body, keys);
    expect(again.note).toBe(merged.note);
    const repeated = await withCosignatures(tools.schemes, merged.note, later.body.repeat(60), keys);
    expect(repeated.note).toBe(merged.note);
  });

  it('tells a log that does not know it which size it holds', async () => {
    expect(await ask(await body(0, 20), head(10))).toMatchObject({
      status: 409,
      contentType: 'text/x.tlog.size',
      body: '10\n',
      hold: null,
    });
  });

  it('tells the same a log that believes it to hold more than it does', async () => {
    expect(await ask(await body(20, 700), head(10))).toMatchObject({ status: 409, body: '10\n', hold: null });
  });

  it('refuses a rollback, whatever size is claimed', async () => {
    expect(await ask(await body(0, 9), head(10))).toMatchObject({ status: 409, body: '10\n', hold: null });
    expect(await ask(await body(9, 9), head(10))).toMatchObject({ status: 409, hold: null });
    const backwards = formatAddCheckpoint({ oldSize: 10, proof: [], checkpoint: signCheckpoint(log, 9) });
    expect(await ask(backwards, head(10))).toMatchObject({ status: 400, hold: null });
  });

  it('refuses a fork, at the same size and later', async () => {
    expect(await ask(await body(400, 400, fork), head(400))).toMatchObject({ status: 409, hold: null });
    expect(await ask(await body(400, 700, fork), head(400))).toMatchObject({ status: 422, hold: null });
    expect(await ask(await body(400, 700, log, signCheckpoint(fork, 700)), head(400))).toMatchObject({
      status: 422,
    });
    expect(await ask(await body(300, 700, fork), head(300))).toMatchObject({ status: 200 });
  });

  it('never holds two trees of which one is not a prefix of the other, in any order of requests', async () => {
    const requests = fc.array(
      fc.record({ from: fc.nat(700), to: fc.nat(700), forked: fc.boolean(), honestFrom: fc.boolean() }),
      { minLength: 1, maxLength: 12 },
    );
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(requests, async (list) => {
        const trees = await heldInTurn(list);
        accepted += trees.length;
        expect(trees.map(({ size }) => size)).toEqual(trees.map(({ size }) => size).sort((a, b) => a - b));
        const beyond = trees.filter(({ size }) => size > 300);
        expect(new Set(beyond.map(({ forked }) => forked)).size).toBeLessThan(2);
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('answers 404 for a log it does not watch and 403 for a signature it cannot trust', async () => {
    const good = await body(0, 10);
    expect(await ask(good.replaceAll(ORIGIN, 'other.example'))).toMatchObject({ status: 404, hold: null });
    const unsigned = await body(0, 10, log, signCheckpoint(log, 10, witnessSigners));
    expect(await ask(unsigned)).toMatchObject({ status: 403, hold: null });
    expect(await ask(good.replace(/^10$/m, '11'))).toMatchObject({ status: 403, hold: null });
  });

  it.each([
    ['no old line', (text: string) => text.replace('old 0\n', '')],
    ['an old size with a zero in front', (text: string) => text.replace('old 0', 'old 00')],
    ['a proof line that is no hash', (text: string) => text.replace('old 0\n', 'old 0\nAAAA\n')],
    [
      '64 proof lines',
      (text: string) => text.replace('old 0\n', `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}`),
    ],
    ['no checkpoint', () => 'old 0\n\n'],
    ['nothing', () => ''],
  ])('answers 400 to %s', async (_, spoil) => {
    expect(await ask(spoil(await body(0, 10)))).toMatchObject({ status: 400, hold: null });
  });

  it('wants an empty proof for its first tree', async () => {
    const text = (await body(0, 10)).replace('old 0\n', `old 0\n${'A'.repeat(43)}=\n`);
    expect(await ask(text)).toMatchObject({ status: 422, hold: null });
  });

  it('reads the request of the specification', () => {
    const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;
    const request = parseAddCheckpoint(example);
    expect(request).toMatchObject({ oldSize: 20_852_014 });
    expect(request.proof).toHaveLength(4);
    expect(formatAddCheckpoint(request)).toBe(example);
  });
});

describe('the log, when a witness answers', () => {
  it('keeps only lines of witnesses it knows that hold', async () => {
    const note = signCheckpoint(log, 10, [logSigner]);
    const { body: lines } = await ask(await body(0, 10));
    const [first = '', rest = ''] = lines.split(/(?<=\n)/);
    const forged = `${first.slice(0, 60)}${first[60] === 'A' ? 'B' : 'A'}${first.slice(61)}`;
    const answer = await withCosignatures(tools.schemes, note, forged + rest, [signer.key]);
    expect(answer).toEqual({ note, added: [] });
    await expect(withCosignatures(tools.schemes, note, '<html>', [signer.key])).rejects.toThrow();
    expect(utf8(note).length).toBeGreaterThan(0);
  });
});
