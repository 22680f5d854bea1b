import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { verifyPublished } from '@/server/commands/ledger/verify-published';
import { LogModel } from '../lib/ledger/log-model';
import { logSigner, ORIGIN, priceEntries, publish, sourceOf } from '../lib/ledger/published-log';
import { rotationLeaf } from '../lib/ledger/rotation';
import { mirror } from '../support/published-ledger';

const signer = (byte: number) => ed25519Signer(nodeSha256, ORIGIN, new Uint8Array(32).fill(byte));
const [next, last, thief] = [signer(21), signer(22), signer(23)] as const;

describe('a log that is checked with the key of before', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'a rotation '));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function check(signedBy: NoteSigner, rotations: readonly string[] | null) {
    await mirror(sourceOf(publish(new LogModel().append(...priceEntries(20)), [signedBy])), folder);
    if (rotations !== null) await writeFile(join(folder, 'rotations'), JSON.stringify({ rotations }));
    const key = [formatVerifierKey(logSigner.key)];
    const state = join(folder, 'state.json');
    return (await verifyPublished({ dir: folder, key, state, dataDir: folder })).verdict;
  }

  it('holds along the whole chain of keys that vouch for the next', async () => {
    expect(await check(last, [rotationLeaf(logSigner, next), rotationLeaf(next, last)])).toMatchObject({
      ok: true,
    });
  });

  it('does not hold when the chain is forged, broken or missing', async () => {
    const own = rotationLeaf(thief, thief);
    const stolen = rotationLeaf(logSigner, next).replaceAll(
      formatVerifierKey(next.key),
      formatVerifierKey(thief.key),
    );
    for (const told of [
      null,
      [],
      [own],
      [stolen],
      [rotationLeaf(logSigner, next), rotationLeaf(thief, thief)],
    ]) {
      expect(await check(thief, told)).toMatchObject({ ok: false, fault: { kind: 'checkpoint' } });
    }
    expect(await check(last, [rotationLeaf(next, last)])).toMatchObject({ ok: false });
  });
});
