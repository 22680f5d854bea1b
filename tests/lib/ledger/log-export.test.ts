import { describe, expect, it } from 'vitest';
import { encodeLeaf } from '@/lib/ledger/leaf';
import { exportHead, exportLine, verifyExport } from '@/lib/ledger/log-export';
import { proveInclusion } from '@/lib/ledger/prove';
import { LogModel } from './log-model';
import { logOnly, logSigner, policy, priceEntries, priceLeaf, signCheckpoint, tools } from './published-log';

const log = new LogModel().append(...priceEntries(600));

async function exported(from: number, to: number, checkpoint = signCheckpoint(log)): Promise<string> {
  const lines = [exportHead(from, to, checkpoint)];
  for (let index = from; index < to; index++) {
    const entry = log.entries[index] ?? new Uint8Array();
    lines.push(exportLine({ index, entry, proof: await proveInclusion(log, index, log.size) }));
  }
  return lines.join('');
}

describe('an exported stretch of the log', () => {
  it('holds for whoever knows the keys, with the witnesses that are asked for', async () => {
    const file = await exported(250, 270);
    expect(await verifyExport(tools, policy, file)).toMatchObject({ ok: true, from: 250, to: 270 });
    expect(await verifyExport(tools, logOnly, file)).toMatchObject({ ok: true });
  });

  it('is refused at the first leaf that was changed, moved, or left out', async () => {
    const lines = (await exported(250, 270)).trimEnd().split('\n');
    const changed = lines.with(5, lines[5]?.replace(/"price\\":(\d)/, '"price\\":9$1') ?? '');
    expect(await verifyExport(tools, logOnly, changed.join('\n'))).toMatchObject({ ok: false, index: 254 });
    const swapped = lines.with(5, lines[6] ?? '').with(6, lines[5] ?? '');
    expect(await verifyExport(tools, logOnly, swapped.join('\n'))).toMatchObject({ ok: false, index: 254 });
    expect(await verifyExport(tools, logOnly, lines.slice(0, -1).join('\n'))).toMatchObject({ ok: false });
    const forged = JSON.parse(lines[3] ?? '{}') as { leaf: string };
    forged.leaf = new TextDecoder().decode(encodeLeaf({ ...priceLeaf(252), price: 1 }));
    const other = lines.with(3, JSON.stringify(forged));
    expect(await verifyExport(tools, logOnly, other.join('\n'))).toMatchObject({ ok: false, index: 252 });
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
