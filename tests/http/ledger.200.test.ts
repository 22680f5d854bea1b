import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { verifyConsistency } from '@/lib/ledger/proof';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { verifyLog } from '@/lib/ledger/verify-log';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { tools } from '../lib/ledger/published-log';
import { registerTestDevice } from '../support/device';
import { mirror, servedLog, servedPolicy } from '../support/published-ledger';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const script = fileURLToPath(new URL('../support/verify_ledger.py', import.meta.url));

async function sendReading(): Promise<number[]> {
  const device = await registerTestDevice(url, inject('adminToken'));
  const response = await device.post(device.reading());
  expect(response.status).toBe(202);
  const { prices } = (await response.json()) as { prices: { ledger_index: number }[] };
  return prices.map((price) => price.ledger_index);
}

async function attest(body: unknown, token = inject('adminToken')): Promise<Response> {
  return fetch(`${url}/api/blockchain/append`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const document = {
  title: 'Harga acuan November',
  document_hash: createHash('sha256').update('a document').digest('hex'),
  issuer: 'Badan Pangan Nasional',
};

describe('the ledger, over HTTP', () => {
  it('proves a price within seconds of its reading, to whoever has the key and nothing else', async () => {
    const [index = -1] = await sendReading();
    const response = await fetch(`${url}/ledger/proof/${index}`);
    const receipt = await response.text();
    expect(response.status, receipt).toBe(200);
    expect(receipt.length).toBeLessThan(5_120);
    const { policy } = await servedPolicy(url);
    const report = await verifyReceipt(tools, policy, receipt);
    expect(report.steps.map((step) => [step.name, step.outcome])).toEqual([
      ['file', 'ok'],
      ['leaf', 'ok'],
      ['inclusion', 'ok'],
      ['log', 'ok'],
      ['post-quantum', 'ok'],
      ['witnesses', 'absent'],
    ]);
    expect(report.leaf).toMatchObject({ kind: 'price', index, commodity: 'beras-medium', price: 13_400 });
    const bare = parseTlogProof(await (await fetch(`${url}/ledger/proof/${index}?leaf=0`)).text());
    expect(bare.extra).toBeNull();
  });

  it('publishes a log that two implementations accept from its first leaf to its last', async () => {
    const indexes = await sendReading();
    await fetch(`${url}/ledger/proof/${Math.max(...indexes)}`);
    const { policy, vkeys } = await servedPolicy(url);
    const source = await servedLog(url);
    const verdict = await verifyLog({ ...tools, policy, source });
    expect(verdict).toMatchObject({ ok: true });
    const folder = await mkdtemp(join(tmpdir(), 'mirrored ledger '));
    try {
      const size = await mirror(source, folder);
      const receipt = join(folder, 'a.tlog-proof');
      await writeFile(receipt, await (await fetch(`${url}/ledger/proof/${indexes[1]}`)).text());
      const { stdout } = await promisify(execFile)('python3', [
        script,
        folder,
        ...vkeys.flatMap((vkey) => ['--log', vkey]),
        '--receipt',
        receipt,
      ]).catch((error: { stdout: string }) => error);
      expect(stdout).toMatch(new RegExp(`^verified ${size} leaves, .*, 1 further proofs`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('proves that it only grew between two checkpoints', async () => {
    const older = parseCheckpoint(parseNote(await (await servedLog(url)).checkpoint()).text);
    const [index = -1] = await sendReading();
    await fetch(`${url}/ledger/proof/${index}`);
    const answer = await fetch(`${url}/ledger/consistency?old=${older.size}`);
    const { proof, checkpoint } = (await answer.json()) as { proof: string[]; checkpoint: string };
    const newer = parseCheckpoint(parseNote(checkpoint).text);
    const hashes = proof.map((hash) => Uint8Array.from(Buffer.from(hash, 'base64')));
    expect(newer.size).toBeGreaterThan(older.size);
    expect(verifyConsistency(tools.sha256, older, newer, hashes)).toBe(true);
  });

  it('lets tiles be kept for ever and the checkpoint for a second', async () => {
    const note = await fetch(`${url}/ledger/checkpoint`);
    expect(note.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(note.headers.get('cache-control')).toBe('public, max-age=1');
    const { size } = parseCheckpoint(parseNote(await note.text()).text);
    const width = Math.min(size, 256);
    const path = width === 256 ? '000' : `000.p/${width}`;
    const bodies: Buffer[] = [];
    for (const door of ['tile/entries', 'entries']) {
      const tile = await fetch(`${url}/ledger/${door}/${path}`);
      expect(tile.status).toBe(200);
      expect(tile.headers.get('content-type')).toBe('application/octet-stream');
      expect(tile.headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
      bodies.push(Buffer.from(await tile.arrayBuffer()));
    }
    expect(bodies[0]?.equals(bodies[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([
    'tile/0/900',
    'tile/0/000.p/0',
    'tile/0/0',
    'tile/entries/x',
    'tile/0/..%2f0/000',
    'proof/99999999',
    'proof/x',
  ])('has nothing at %s', async (path) => {
    const response = await fetch(`${url}/ledger/${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/problem\+json|text\/html/);
  });

  it('serves its files whatever parameter stands behind their address, as a static copy would', async () => {
    for (const file of ['checkpoint', 'key', 'tile/0/000.p/1', 'tile/entries/000.p/1']) {
      expect((await fetch(`${url}/ledger/${file}?t=1&t=2`)).status, file).toBe(200);
    }
  });

  it('answers programs that ask for something else below it as its doors do', async () => {
    for (const path of ['', '/', '/proof', '/proof/', '/tile', '/entries/', '/about/', '/elsewhere/0']) {
      await expectProblem(await fetch(`${url}/ledger${path}`), 404);
    }
  });

  it('says that it is whole, and what the last checkpoint was', async () => {
    await sendReading();
    const response = await fetch(`${url}/api/blockchain/integrity/check`);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { size: number; checkpoint: { size: number; root: string } };
    expect(body).toMatchObject({ ok: true, fault: null, tail: { ok: true, what: null } });
    expect(body.checkpoint.root).toMatch(/^[0-9a-f]{64}$/);
    expect(body.size).toBeGreaterThanOrEqual(body.checkpoint.size);
  });

  it('takes an attested document from an administrator and proves it', async () => {
    const response = await attest({ ...document, media_type: 'application/pdf' });
    expect(response.status).toBe(201);
    const { ledger_index, proof } = (await response.json()) as { ledger_index: number; proof: string };
    const receipt = await (await fetch(`${url}${proof}`)).text();
    const { policy } = await servedPolicy(url);
    const report = await verifyReceipt(tools, policy, receipt);
    expect(report).toMatchObject({
      ok: true,
      leaf: { kind: 'statement', index: ledger_index, documentHash: document.document_hash },
    });
    // Who attested is a commitment, not a name.
    expect(report.leaf).toMatchObject({ actor: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('refuses a statement without a token (401), from others (401) and without its members (422)', async () => {
    expect((await fetch(`${url}/api/blockchain/append`, { method: 'POST' })).status).toBe(401);
    expect((await attest(document, 'smp_nobody')).status).toBe(401);
    const bad = await attest({ ...document, document_hash: 'ABC' });
    expect(bad.status).toBe(422);
    expect(((await bad.json()) as { errors: { field: string }[] }).errors[0]?.field).toBe('document_hash');
  });
});
