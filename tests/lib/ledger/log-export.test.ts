import { describe, expect, it } from 'vitest';
import { encodeLeaf } from '@/lib/ledger/leaf';
import { exportHead, exportLine } from '@/lib/ledger/log-export';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { proveInclusion } from '@/lib/ledger/prove';
import { isExport, verifyExport } from '@/lib/ledger/verify-export';
import { LogModel } from './log-model';
import {
  logOnly,
  logSigner,
  ORIGIN,
  policy,
  priceEntries,
  priceLeaf,
  signCheckpoint,
  tools,
} from './published-log';
import { rotationLeaf } from './rotation';

const log = new LogModel().append(...priceEntries(600));

async function exported(
  from: number,
  to: number,
  checkpoint = signCheckpoint(log),
  rotations: readonly string[] = [],
): Promise<string> {
  const lines = [exportHead(from, to, checkpoint, rotations)];
  for (let index = from; index < to; index++) {
    const entry = log.entries[index] ?? new Uint8Array();
    lines.push(exportLine({ index, entry, proof: await proveInclusion(log, index, log.size) }));
  }
  return lines.join('');
}

describe('an exported stretch of the log', () => {
  it('holds for whoever knows the keys, with the witnesses that are asked for', async () => {
    const file = await exported(250, 270);
    expect(isExport(file)).toBe(true);
    const report = await verifyExport(tools, policy, file);
    expect(report).toMatchObject({ ok: true, from: 250, to: 270, fault: null });
    expect(report.leaves).toEqual(Array.from({ length: 20 }, (_, i) => priceLeaf(250 + i)));
    expect(await verifyExport(tools, logOnly, file)).toMatchObject({ ok: true });
  });

  it('is refused at the first leaf that was changed, moved, or left out', async () => {
    const lines = (await exported(250, 270)).trimEnd().split('\n');
    const check = async (changed: readonly string[]) => {
      const { ok, fault, leaves } = await verifyExport(tools, logOnly, changed.join('\n'));
      expect(ok).toBe(false);
      return { at: fault?.index, holding: leaves.length };
    };
    const changed = lines.with(5, lines[5]?.replace(/"price\\":(\d)/, '"price\\":9$1') ?? '');
    expect(await check(changed)).toEqual({ at: 254, holding: 19 });
    const swapped = lines.with(5, lines[6] ?? '').with(6, lines[5] ?? '');
    expect(await check(swapped)).toEqual({ at: 254, holding: 18 });
    expect(await check(lines.slice(0, -1))).toEqual({ at: 269, holding: 19 });
    expect(await check(lines.toSpliced(3, 1))).toEqual({ at: 252, holding: 2 });
    expect(await check([...lines, lines[3] ?? ''])).toEqual({ at: null, holding: 20 });
    const forged = JSON.parse(lines[3] ?? '{}') as { leaf: string };
    forged.leaf = new TextDecoder().decode(encodeLeaf({ ...priceLeaf(252), price: 1 }));
    expect(await check(lines.with(3, JSON.stringify(forged)))).toEqual({ at: 252, holding: 19 });
  });

  it('is called cut where it ends early and all that is there holds, and nowhere else', async () => {
    const file = await exported(250, 270);
    const lines = file.trimEnd().split('\n');
    const check = async (changed: string) => (await verifyExport(tools, logOnly, changed)).fault;
    expect(await check(lines.slice(0, 16).join('\n'))).toMatchObject({ index: 265, cut: true });
    expect(await check(file.slice(0, -40))).toMatchObject({ index: 269, cut: true });
    expect(await check(`${lines[0]}\n`)).toMatchObject({ index: 250, cut: true });
    const changed = lines.with(5, lines[5]?.replace(/"price\\":(\d)/, '"price\\":9$1') ?? '');
    expect(await check(changed.join('\n').slice(0, -40))).toMatchObject({ index: 254, cut: false });
    expect(await check(lines.toSpliced(3, 1).join('\n'))).toMatchObject({ index: 252, cut: false });
    expect(await check(lines.with(20, changed[5] ?? '').join('\n'))).toMatchObject({
      index: 269,
      cut: false,
    });
  });

  it('tells how far it came after each leaf, and waits when it is asked to', async () => {
    const told: string[] = [];
    let waiting = 0;
    await verifyExport(tools, logOnly, await exported(0, 5), async (done, of) => {
      told.push(`${done} of ${of}`);
      expect(++waiting).toBe(1);
      await Promise.resolve();
      waiting--;
    });
    expect(told).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']);
  });

  it('holds for whoever knows an old key, along the keys that each vouched for the next', async () => {
    const [next, last, thief] = [21, 22, 23].map((byte) =>
      ed25519Signer(nodeSha256, ORIGIN, new Uint8Array(32).fill(byte)),
    ) as [typeof logSigner, typeof logSigner, typeof logSigner];
    const known = { ...logOnly, logs: [logSigner.key] };
    const signedBy = async (signer: typeof logSigner, rotations: readonly string[]) =>
      verifyExport(tools, known, await exported(0, 9, signCheckpoint(log, log.size, [signer]), rotations));
    const chain = [rotationLeaf(logSigner, next), rotationLeaf(next, last)];
    expect(await signedBy(last, chain)).toMatchObject({ ok: true });
    for (const told of [[], chain.slice(1), [rotationLeaf(thief, last)]]) {
      expect(await signedBy(last, told)).toMatchObject({ ok: false, leaves: [] });
    }
    expect(await signedBy(thief, [...chain, rotationLeaf(thief, thief)])).toMatchObject({ ok: false });
  });

  it('is refused when nobody who is trusted signed it, and when it holds nothing', async () => {
    const unsigned = await exported(0, 3, signCheckpoint(log, log.size, []).replace(/\n\n$/, '\n\n'));
    expect((await verifyExport(tools, logOnly, unsigned)).ok).toBe(false);
    const alone = await exported(0, 3, signCheckpoint(log, log.size, [logSigner]));
    expect((await verifyExport(tools, policy, alone)).ok).toBe(false);
    expect((await verifyExport(tools, logOnly, exportHead(5, 5, signCheckpoint(log)))).ok).toBe(false);
    expect((await verifyExport(tools, logOnly, '')).ok).toBe(false);
  });
});
