import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCheckpoint } from '@/lib/ledger/checkpoint';
import { formatRotations } from '@/lib/ledger/key-succession';
import { encodeLeaf } from '@/lib/ledger/leaf';
import { exportHead, exportLine } from '@/lib/ledger/log-export';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { signNote } from '@/lib/ledger/signatures';
import { tilePath } from '@/lib/ledger/tiles';
import { formatTlogProof } from '@/lib/ledger/tlog-proof';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { formatAddCheckpoint } from '@/lib/ledger/witness-request';
import { LogModel } from './log-model';
import {
  logSecondSigner,
  logSigner,
  NOW,
  ORIGIN,
  priceEntries,
  priceLeaf,
  publish,
  signCheckpoint,
  witnessSigners,
} from './published-log';
import { rotationLeaf } from './rotation';

const SCRIPT = fileURLToPath(new URL('../../support/verify_ledger.py', import.meta.url));
const run = promisify(execFile);

function havePython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('skipped: no python3 here, so the ledger was not checked by a second implementation');
    return false;
  }
}

/** More than one full tile of the second level would take Python seconds; two levels say as much. */
const SIZE = 1300;
const log = new LogModel().append(...priceEntries(SIZE));
const trust = [logSigner, logSecondSigner].flatMap(({ key }) => ['--log', formatVerifierKey(key)]);
const quorum = witnessSigners
  .flatMap(({ key }) => ['--witness', formatVerifierKey(key)])
  .concat('--quorum', '2');

describe.skipIf(!havePython())('a second implementation, in Python without libraries', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger with space-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function write(files: ReadonlyMap<string, Uint8Array | string>): Promise<string> {
    const into = await mkdtemp(join(folder, 'log-'));
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(into, path)), { recursive: true });
      await writeFile(join(into, path), bytes);
    }
    return into;
  }

  async function judge(into: string, ...more: readonly string[]): Promise<string> {
    try {
      return (await run('python3', [SCRIPT, into, ...trust, ...quorum, ...more])).stdout.trim();
    } catch (error) {
      return String((error as { stdout?: string }).stdout).trim();
    }
  }

  async function receipt(index: number): Promise<string> {
    const hashes = await proveInclusion(log, index, SIZE);
    return formatTlogProof({
      index,
      hashes,
      checkpoint: signCheckpoint(log),
      extra: log.entries[index] ?? null,
    });
  }

  async function step(from: number, to: number): Promise<string> {
    const proof = await proveConsistency(log, from, to);
    return formatAddCheckpoint({ oldSize: from, proof, checkpoint: signCheckpoint(log, to) });
  }

  it('accepts checkpoint, tiles, receipts and consistency proofs as they are published', async () => {
    const into = await write(
      new Map<string, Uint8Array | string>([
        ...publish(log),
        ...(await Promise.all(
          [0, 255, 256, 1023, 1299].map(async (i) => [`${i}.tlog-proof`, await receipt(i)] as const),
        )),
        ...(await Promise.all(
          [
            [0, 7],
            [1, 1300],
            [256, 1300],
            [700, 1025],
            [1299, 1300],
          ].map(async ([from = 0, to = 0], i) => [`step-${i}`, await step(from, to)] as const),
        )),
        ['older', signCheckpoint(log, 1024)],
      ]),
    );
    const at = (name: string) => join(into, name);
    const proofs = ['0', '255', '256', '1023', '1299'].flatMap((i) => ['--receipt', at(`${i}.tlog-proof`)]);
    const steps = [0, 1, 2, 3, 4].flatMap((i) => ['--consistency', at(`step-${i}`)]);
    const root = Buffer.from(log.root()).toString('hex');
    expect(await judge(into, ...proofs, ...steps, '--older', at('older'))).toBe(
      `verified ${SIZE} leaves, root ${root}, 11 further proofs`,
    );
  });

  it.each(['checkpoint', 'tile/entries/003', 'tile/0/002', 'tile/1/000.p/5'])(
    'refuses a changed %s',
    async (path) => {
      const files = publish(log);
      const bytes = files.get(path)?.slice() ?? expect.unreachable();
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      expect(await judge(await write(files.set(path, bytes)))).toMatch(/^not verified/);
    },
  );

  it('takes a full tile or bundle where a partial one is kept no more, and only the leaves of the tree from it', async () => {
    const longer = new LogModel().append(...priceEntries(1536));
    const files = publish(log);
    for (const level of [0, 'entries'] as const) {
      files.delete(tilePath({ level, index: 5, width: 20 }));
      files.set(tilePath({ level, index: 5, width: 256 }), longer.tile({ level, index: 5, width: 256 }));
    }
    expect(await judge(await write(files))).toMatch(/^verified 1300 leaves/);
    files.delete(tilePath({ level: 'entries', index: 5, width: 256 }));
    expect(await judge(await write(files))).toMatch(/entries\/005.p\/20 is missing \(from leaf 1280\)/);
  });

  it('follows a change of keys that the old key vouched for, and no other', async () => {
    const seed = (n: number) => new Uint8Array(32).fill(n);
    const next = ed25519Signer(nodeSha256, ORIGIN, seed(71));
    const stranger = ed25519Signer(nodeSha256, ORIGIN, seed(72));
    const checkpoint = signCheckpoint(log, SIZE, [next, ...witnessSigners]);
    const entry = log.entries[250] ?? new Uint8Array();
    const line = exportLine({ index: 250, entry, proof: await proveInclusion(log, 250, SIZE) });
    const told = async (rotations: readonly string[]) => {
      const into = await write(
        new Map<string, Uint8Array | string>([
          ...publish(log),
          ['checkpoint', checkpoint],
          ['rotations', formatRotations(rotations)],
          ['range.ndjson', exportHead(250, 251, checkpoint, rotations) + line],
        ]),
      );
      return [await judge(into), await judge(join(into, 'range.ndjson'))];
    };
    expect(await told([rotationLeaf(logSigner, next)])).toEqual([
      expect.stringMatching(/^verified 1300 leaves/),
      expect.stringMatching(/^verified entries 250 to 250/),
    ]);
    const refused = `not verified: no trusted key of ${ORIGIN} signed`;
    expect(await told([rotationLeaf(stranger, next)])).toEqual([refused, refused]);
    const moved = rotationLeaf(logSigner, stranger).replace(
      formatVerifierKey(stranger.key),
      formatVerifierKey(next.key),
    );
    expect(await told([moved])).toEqual([refused, refused]);
  });

  it('accepts an exported range and names the first entry that was changed, moved or left out', async () => {
    const lines = [exportHead(250, 262, signCheckpoint(log))];
    for (let index = 250; index < 262; index++) {
      const entry = log.entries[index] ?? new Uint8Array();
      lines.push(exportLine({ index, entry, proof: await proveInclusion(log, index, SIZE) }));
    }
    const says = async (file: readonly string[]) => {
      const into = await write(new Map([['range.ndjson', file.join('')]]));
      return judge(join(into, 'range.ndjson'));
    };
    const root = Buffer.from(log.root()).toString('hex');
    expect(await says(lines)).toBe(`verified entries 250 to 261 of ${SIZE}, root ${root}`);
    const [line = '', next = ''] = lines.slice(5);
    const dearer = line.replace(/"price\\":(\d)/, '"price\\":9$1');
    expect(await says(lines.with(5, dearer))).toBe('not verified: entry 254 is not proved');
    expect(await says(lines.with(5, next).with(6, line))).toBe('not verified: entry 254 is not at its place');
    expect(await says(lines.toSpliced(5, 1))).toMatch(/^not verified: the file does not hold/);
  });

  it('refuses each signature of the checkpoint when it is forged', async () => {
    for (const signer of [logSigner, logSecondSigner, ...witnessSigners]) {
      const text = formatCheckpoint({ origin: ORIGIN, size: SIZE, root: log.root(), extensions: [] });
      const others = [logSigner, ...witnessSigners].filter((other) => other !== signer);
      const forger = {
        ...signer,
        sign: (message: Uint8Array) => signer.sign(Uint8Array.from([...message, 0])),
      };
      const forged = signNote(text, [...others, forger], NOW);
      const into = await write(
        new Map<string, Uint8Array | string>([...publish(log), ['checkpoint', forged]]),
      );
      expect(await judge(into)).toBe(`not verified: the signature of ${signer.key.name} does not hold`);
    }
  });

  it('refuses a receipt of another leaf and an older tree that was no prefix', async () => {
    const dearer = encodeLeaf({ ...priceLeaf(8), price: 1 });
    const forked = new LogModel().append(...priceEntries(8), dearer, ...priceEntries(500, 9));
    const forgedReceipt = (await receipt(8)).replace(
      /extra .*/,
      `extra ${Buffer.from(dearer).toString('base64')}`,
    );
    const into = await write(
      new Map<string, Uint8Array | string>([
        ...publish(log),
        ['older', signCheckpoint(forked)],
        ['a.tlog-proof', forgedReceipt],
      ]),
    );
    expect(await judge(into, '--older', join(into, 'older'))).toMatch(/is not a prefix/);
    expect(await judge(into, '--receipt', join(into, 'a.tlog-proof'))).toMatch(/does not prove leaf 8/);
  });
});
