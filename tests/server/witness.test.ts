import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRotations } from '@/lib/ledger/key-succession';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { proveConsistency } from '@/lib/ledger/prove';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '@/lib/ledger/verifier-key';
import { formatAddCheckpoint, withCosignatures } from '@/lib/ledger/witness-request';
import { startWitness } from '@/server/witness/start-witness';
import { witnessSigners } from '@/server/witness/witness-keys';
import { LogModel } from '../lib/ledger/log-model';
import { logSigner, NOW, ORIGIN, priceEntries, signCheckpoint, tools } from '../lib/ledger/published-log';
import { rotationLeaf } from '../lib/ledger/rotation';
import { startSmp } from '../support/run-smp';

const log = new LogModel().append(...priceEntries(400));
const forked = new LogModel().append(...priceEntries(100), ...priceEntries(300, 101));

let folder: string;
let faults: unknown[];
beforeEach(async () => {
  faults = [];
  folder = await mkdtemp(join(tmpdir(), 'a witness '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(at = folder) {
  const signers = await witnessSigners(at, 'witness.example/w');
  const witness = { ...tools, logs: [logSigner.key], signers };
  const running = await startWitness({
    witness,
    folder: at,
    port: 0,
    host: '127.0.0.1',
    now: () => NOW * 1000,
    onRequest: () => undefined,
    onFault: (error) => faults.push(error),
  });
  return { ...running, url: `http://127.0.0.1:${running.port}`, keys: signers.map(({ key }) => key) };
}

async function ask(url: string, oldSize: number, size: number, of = log) {
  const proof = oldSize > size ? [] : await proveConsistency(of, oldSize, size);
  const checkpoint = signCheckpoint(of, size, [logSigner]);
  const response = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body: formatAddCheckpoint({ oldSize, proof, checkpoint }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: await response.text(),
    checkpoint,
  };
}

describe('a witness over HTTP', () => {
  it('cosigns what only grew, with both of its keys, and shows them', async () => {
    const { url, keys, stop } = await open();
    const first = await ask(url, 0, 100);
    expect(first.status).toBe(200);
    const { added } = await withCosignatures(tools.schemes, first.checkpoint, first.body, keys);
    expect(added).toEqual(keys);
    expect((await ask(url, 100, 300)).status).toBe(200);
    const shown = await (await fetch(`${url}/key`)).text();
    expect(shown).toBe(keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
    await stop();
  });

  it('refuses forks and rollbacks, also after a restart', async () => {
    const before = await open();
    expect((await ask(before.url, 0, 300)).status).toBe(200);
    await before.stop();
    const { url, stop } = await open();
    expect(await ask(url, 0, 100)).toMatchObject({ status: 409, type: 'text/x.tlog.size', body: '300\n' });
    expect(await ask(url, 300, 100)).toMatchObject({ status: 400 });
    expect(await ask(url, 300, 300, forked)).toMatchObject({ status: 409 });
    expect(await ask(url, 300, 400, forked)).toMatchObject({ status: 422 });
    expect(await ask(url, 300, 400)).toMatchObject({ status: 200 });
    await stop();
  });

  it('cosigns one history, whichever of many requests at once comes first', async () => {
    const { url, stop } = await open();
    await ask(url, 0, 50);
    const both = [log, forked].flatMap((of) => [150, 200, 250, 300].map((size) => ({ of, size })));
    const answers = await Promise.all(both.map(({ of, size }) => ask(url, 50, size, of)));
    const signed = both.filter((_, i) => answers[i]?.status === 200);
    expect(signed).toHaveLength(1);
    expect(Number((await ask(url, 0, 60)).body)).toBe(signed[0]?.size);
    await stop();
  });

  it('answers a malformed body with 400, an unknown log with 404 and other doors with 404', async () => {
    const { url, stop } = await open();
    const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });
    expect((await post('nonsense')).status).toBe(400);
    const { checkpoint } = await ask(url, 0, 10);
    const foreign = formatAddCheckpoint({
      oldSize: 0,
      proof: [],
      checkpoint: checkpoint.replace('ledger.', 'other.'),
    });
    expect((await post(foreign)).status).toBe(404);
    expect((await post('x'.repeat(600_000))).status).toBe(413);
    expect((await post('x'.repeat(20_000_000))).status).toBe(413);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}//`)).status).toBe(404);
    expect(faults).toEqual([]);
    await stop();
  });

  it('keeps its keys to itself and its folder from a second witness', async () => {
    const { stop } = await open();
    expect((await stat(join(folder, 'ed25519-seed'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'ml-dsa-44-seed'))).mode & 0o777).toBe(0o600);
    // A folder that another living process holds: this test's parent stands for it.
    await stop();
    await writeFile(join(folder, 'lock'), String(process.ppid));
    await expect(open()).rejects.toThrow(
      new RegExp(
        `^process ${process.ppid} \\(since .*\\) is a witness with this folder.*Stop that one first`,
      ),
    );
  });

  it('cosigns nothing that it cannot keep, and tells its own operator why', async () => {
    const { url, stop } = await open();
    // A file where its folder belongs stands for a disk that takes nothing.
    await writeFile(join(folder, 'trees'), '');
    expect(await ask(url, 0, 10)).toMatchObject({ status: 500, body: expect.not.stringContaining('—') });
    expect(faults).toMatchObject([{ code: expect.stringMatching(/ENOTDIR|EEXIST/) }]);
    await rm(join(folder, 'trees'));
    expect((await ask(url, 0, 10)).status).toBe(200);
    const [held = ''] = await readdir(join(folder, 'trees'));
    await writeFile(join(folder, 'trees', held), '');
    expect(await ask(url, 10, 20)).toMatchObject({ status: 500, body: expect.not.stringContaining('—') });
    expect(String(faults.at(-1))).toMatch(new RegExp(`${held}, the last tree of ${ORIGIN}, is damaged`));
    await stop();
  });
});

describe('a witness of a log whose key is changed', () => {
  const key = (byte: number, name = ORIGIN) => ed25519Signer(nodeSha256, name, new Uint8Array(32).fill(byte));
  const [next, last, thief] = [key(21), key(22), key(23)] as const;
  const signedBy = (signer: NoteSigner, size: number) => signCheckpoint(log, size, [signer]);

  async function offer(url: string, oldSize: number, size: number, signer: NoteSigner) {
    const proof = await proveConsistency(log, oldSize, size);
    const body = formatAddCheckpoint({ oldSize, proof, checkpoint: signedBy(signer, size) });
    return (await fetch(`${url}/add-checkpoint`, { method: 'POST', body })).status;
  }
  const tell = async (url: string, rotations: readonly string[]) =>
    (await fetch(`${url}/add-rotations`, { method: 'POST', body: formatRotations(rotations) })).status;

  it('cosigns what the new key signed once it saw that the old one vouched for it, also after a restart', async () => {
    const first = await open();
    expect(await offer(first.url, 0, 100, logSigner)).toBe(200);
    expect(await offer(first.url, 100, 200, next)).toBe(403);
    expect(await tell(first.url, [rotationLeaf(logSigner, next)])).toBe(200);
    expect(await offer(first.url, 100, 200, next)).toBe(200);
    await first.stop();
    const { url, stop } = await open();
    expect(await offer(url, 200, 250, next)).toBe(200);
    // Told the whole history each time, it takes what is new.
    expect(await tell(url, [rotationLeaf(logSigner, next), rotationLeaf(next, last)])).toBe(200);
    expect(await offer(url, 250, 300, last)).toBe(200);
    await stop();
  });

  it('refuses a change that the old key did not sign, and what such a key signed', async () => {
    const { url, stop } = await open();
    const stolen = rotationLeaf(logSigner, next).replaceAll(
      formatVerifierKey(next.key),
      formatVerifierKey(thief.key),
    );
    const foreign = key(24, 'other.example/log');
    const forged = [
      [],
      [rotationLeaf(thief, thief)],
      [rotationLeaf(next, last)],
      [stolen],
      [rotationLeaf(logSigner, foreign)],
      ['nonsense'],
    ];
    for (const rotations of forged) expect(await tell(url, rotations)).toBe(403);
    for (const signer of [next, last, thief, foreign]) {
      const status = await offer(url, 0, 100, signer);
      expect(status, formatVerifierKey(signer.key)).toBe(403);
    }
    expect((await fetch(`${url}/add-rotations`, { method: 'POST', body: 'nonsense' })).status).toBe(400);
    expect((await fetch(`${url}/add-rotations`)).status).toBe(405);
    expect(await offer(url, 0, 100, logSigner)).toBe(200);
    await stop();
  });

  it('still refuses a fork and a rollback that the new key signed', async () => {
    const { url, stop } = await open();
    expect(await offer(url, 0, 300, logSigner)).toBe(200);
    expect(await tell(url, [rotationLeaf(logSigner, next)])).toBe(200);
    expect(await offer(url, 0, 100, next)).toBe(409);
    const proof = await proveConsistency(forked, 300, 400);
    const checkpoint = signCheckpoint(forked, 400, [next]);
    const body = formatAddCheckpoint({ oldSize: 300, proof, checkpoint });
    expect((await fetch(`${url}/add-checkpoint`, { method: 'POST', body })).status).toBe(422);
    await stop();
  });

  it('does not start on a list of changes that is damaged, and believes none that was slipped in', async () => {
    await writeFile(join(folder, 'rotations.json'), '{"rotations":');
    await expect(open()).rejects.toThrow('no changes of keys');
    await writeFile(join(folder, 'rotations.json'), formatRotations([rotationLeaf(thief, thief)]));
    const { url, stop } = await open();
    expect(await offer(url, 0, 100, thief)).toBe(403);
    await stop();
  });
});

describe('the command `smp witness`', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'gives its folder back when it is ended by %s',
    async (signal) => {
      const { child } = await startCommand();
      const ended = once(child, 'exit');
      expect(await readdir(folder)).toContain('lock');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(await readdir(folder)).not.toContain('lock');
    },
  );

  it('never goes back behind what it cosigned, killed at any moment', async () => {
    let highest = 0;
    for (let round = 0; round < 3; round++) {
      const { url, child, keys } = await startCommand();
      expect(keys).toHaveLength(2);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const standing = await ask(url, 400, 400);
      const held = standing.status === 409 ? Number(standing.body) : 400;
      expect(held).toBeGreaterThanOrEqual(highest);
      let at = held;
      const killer = setTimeout(() => child.kill('SIGKILL'), 150 + 60 * round);
      while (at < 400) {
        const next = Math.min(400, at + 1);
        const answer = await ask(url, at, next).catch(() => null);
        if (answer === null) break;
        expect(answer.status).toBe(200);
        highest = next;
        at = next;
      }
      clearTimeout(killer);
      child.kill('SIGKILL');
      await ended;
    }
    expect(highest).toBeGreaterThan(0);
  });

  async function startCommand(): Promise<{ url: string; child: ChildProcess; keys: VerifierKey[] }> {
    const args = ['--name', 'witness.example/w', '--port', '0', '--host', '127.0.0.1', '--dir', folder];
    const log = ['--log', formatVerifierKey(logSigner.key)];
    const { process: child, said } = startSmp({}, ['witness', ...args, ...log]);
    return new Promise((resolve, reject) => {
      const early = (code: number | null) => reject(new Error(`ended with ${code}: ${said().err}`));
      child.once('exit', early);
      child.stdout?.on('data', () => {
        const output = said().out;
        const port = /ready http:\/\/localhost:(\d+)/.exec(output)?.[1];
        if (port === undefined) return;
        child.off('exit', early);
        const keys = output
          .split('\n')
          .filter((line) => line.startsWith('witness.example/w+'))
          .map((vkey) => parseVerifierKey(tools.sha256, vkey));
        resolve({ url: `http://127.0.0.1:${port}`, child, keys });
      });
    });
  }
});
