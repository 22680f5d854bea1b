import { describe, expect, it } from 'vitest';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { portableSchemes } from '@/lib/ledger/portable-signatures';
import { proveInclusion } from '@/lib/ledger/prove';
import { formatTlogProof, parseTlogProof } from '@/lib/ledger/tlog-proof';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { LogModel } from './log-model';
import {
  logOnly,
  logSigner,
  NOW,
  policy,
  priceEntries,
  priceLeaf,
  signCheckpoint,
  tools,
  witnessSigners,
} from './published-log';

const SIZE = 1000;
const INDEX = 617;
const log = new LogModel().append(...priceEntries(SIZE));

async function receipt(checkpoint = signCheckpoint(log), index = INDEX, extra = log.entries[index] ?? null) {
  const hashes = await proveInclusion(log, index, SIZE);
  return formatTlogProof({ index, hashes, checkpoint, extra });
}

const outcomes = async (text: string, by = policy, entry?: Uint8Array) => {
  const report = await verifyReceipt(tools, by, text, entry);
  return { ok: report.ok, ...Object.fromEntries(report.steps.map(({ name, outcome }) => [name, outcome])) };
};

const allOk = {
  ok: true,
  file: 'ok',
  leaf: 'ok',
  inclusion: 'ok',
  log: 'ok',
  'post-quantum': 'ok',
  witnesses: 'ok',
};

describe('a receipt', () => {
  it('proves its leaf step by step, in native and in portable code', async () => {
    const text = await receipt();
    for (const by of [tools, { sha256: portableSha256, schemes: portableSchemes }]) {
      const report = await verifyReceipt(by, policy, text);
      expect(report.ok).toBe(true);
      expect(report.leaf).toEqual(priceLeaf(INDEX));
      expect(report.checkpoint?.size).toBe(SIZE);
      expect(report.steps.map(({ name }) => name)).toEqual([
        'file',
        'leaf',
        'inclusion',
        'log',
        'post-quantum',
        'witnesses',
      ]);
      expect(report.steps.at(-1)?.signers).toEqual(
        witnessSigners.map(({ key }) => ({ name: key.name, seconds: NOW })),
      );
    }
    expect(text.length).toBeLessThan(5_500);
  });

  it('may come without its leaf, when the leaf comes beside it', async () => {
    const bare = formatTlogProof({ ...parseTlogProof(await receipt()), extra: null });
    expect(await outcomes(bare)).toMatchObject({ ok: false, leaf: 'failed', inclusion: 'failed' });
    expect(await outcomes(bare, policy, log.entries[INDEX])).toEqual(allOk);
    expect(await outcomes(bare, policy, log.entries[INDEX + 1])).toMatchObject({
      ok: false,
      inclusion: 'failed',
    });
  });

  it('without second signature or witnesses says that there are none, when none are asked for', async () => {
    const text = await receipt(signCheckpoint(log, SIZE, [logSigner]));
    expect(await outcomes(text, logOnly)).toMatchObject({
      ok: true,
      'post-quantum': 'absent',
      witnesses: 'absent',
    });
    expect(await outcomes(text)).toMatchObject({ ok: false, log: 'ok', witnesses: 'failed' });
  });

  it('fails at the step that was forged', async () => {
    const text = await receipt();
    const priced = parseTlogProof(text);
    const dearer = new TextEncoder().encode(
      new TextDecoder().decode(priced.extra ?? new Uint8Array()).replace(/"price":1/, '"price":2'),
    );
    expect(await outcomes(formatTlogProof({ ...priced, extra: dearer }))).toMatchObject({
      leaf: 'ok',
      inclusion: 'failed',
      ok: false,
    });
    expect(await outcomes(formatTlogProof({ ...priced, index: INDEX - 1 }))).toMatchObject({
      leaf: 'failed',
      ok: false,
    });
    expect(await outcomes(text.replace(/^1000$/m, '1001'))).toMatchObject({
      log: 'failed',
      'post-quantum': 'failed',
      witnesses: 'failed',
      ok: false,
    });
    expect(await outcomes('c2sp.org/tlog-proof@v1\n')).toEqual({ ok: false, file: 'failed' });
    const swapped = text.replace(/(— witness.example\/w1 )(.*)\n(— witness.example\/w2 )(.*)/, '$1$4\n$3$2');
    expect(await outcomes(swapped)).toMatchObject({ log: 'ok', witnesses: 'failed', ok: false });
  });

  it('signed by a witness only, or by a log of another name, is not believed', async () => {
    const unsigned = await receipt(signCheckpoint(log, SIZE, witnessSigners));
    expect(await outcomes(unsigned)).toMatchObject({ log: 'failed', witnesses: 'ok', ok: false });
    const other = await receipt(signCheckpoint(log).replace('ledger.example/prices', 'ledger.example/other'));
    expect(await outcomes(other)).toMatchObject({ log: 'failed', ok: false });
  });

  it('fails as a whole when one known signature does not hold, even if enough others do', async () => {
    const text = await receipt();
    const cut = text.replace(
      /(— witness.example\/w3 .{20})(.)/,
      (_, head, c) => head + (c === 'A' ? 'B' : 'A'),
    );
    expect(await outcomes(cut)).toMatchObject({ log: 'ok', witnesses: 'failed', ok: false });
    const missing = text.replace(/— witness.example\/w3 .*\n/, '');
    expect(await outcomes(missing)).toEqual(allOk);
  });
});
