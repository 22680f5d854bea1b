import encodeQr from 'qr';
import decodeQr from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { compactReceipt } from '@/lib/ledger/compact-receipt';
import { encodeLeaf } from '@/lib/ledger/leaf';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import { proveInclusion } from '@/lib/ledger/prove';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatTlogProof } from '@/lib/ledger/tlog-proof';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { LogModel } from './log-model';
import {
  logOnly,
  logSecondSigner,
  logSigner,
  policy,
  priceEntries,
  priceLeaf,
  signCheckpoint,
  tools,
} from './published-log';

const log = new LogModel().append(...priceEntries(700));
const ours: readonly NoteSigner[] = [logSigner, logSecondSigner];

/** Signed by everybody, or by the log alone. */
async function receiptOf(index: number, signers?: readonly NoteSigner[]): Promise<string> {
  return formatTlogProof({
    index,
    hashes: await proveInclusion(log, index, log.size),
    checkpoint: signCheckpoint(log, log.size, signers),
    extra: encodeLeaf(priceLeaf(index)),
  });
}

describe('a receipt for a QR code', () => {
  it('proves the same without its post-quantum signature, whose absence is said', async () => {
    const report = await verifyReceipt(tools, logOnly, compactReceipt(await receiptOf(300, ours)));
    expect(report).toMatchObject({ ok: true, leaf: { index: 300 } });
    expect(report.steps.find(({ name }) => name === 'post-quantum')?.outcome).toBe('absent');
  });

  it('keeps the cosignatures of witnesses', async () => {
    const compact = compactReceipt(await receiptOf(5));
    expect(compactReceipt(compact)).toBe(compact);
    expect(await verifyReceipt(tools, policy, compact)).toMatchObject({ ok: true });
  });

  it('is not made when it would lack a witness that has only a post-quantum key', async () => {
    const witness = mlDsa44Signer(nodeSha256, 'witness.example/pq', new Uint8Array(32).fill(9));
    const receipt = await receiptOf(5, [...ours, witness]);
    expect(() => compactReceipt(receipt)).toThrow('a witness would be left out');
  });

  it('comes back letter by letter from its picture, also at the size of a hundred million leaves', async () => {
    const compact = compactReceipt(await receiptOf(300, ours));
    const more = `${Buffer.alloc(32, 7).toString('base64')}\n`.repeat(27 - 10);
    const long = compact.replace('\n\n', `\n${more}\n`);
    for (const text of [compact, long]) {
      const modules = encodeQr(text, 'raw', { ecc: 'low', encoding: 'byte', border: 4 });
      expect(decodeQr(picture(modules, 4), { timeLimit: 5_000 })).toBe(text);
    }
  });
});

function picture(modules: boolean[][], scale: number) {
  const width = modules.length * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height: width, data };
}
