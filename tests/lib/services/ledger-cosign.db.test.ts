import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatPolicy, type Policy, parsePolicy } from '@/lib/ledger/policy';
import { verifyLog } from '@/lib/ledger/verify-log';
import { createLog } from '@/lib/log';
import { createLedger, type Ledger } from '@/lib/services/ledger';
import { createCosigner } from '@/lib/services/ledger-cosign';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { ledgerSigner, recordKeys } from '@/lib/services/ledger-identity';
import { createPool } from '@/lib/store/pool';
import { startWitness } from '@/server/witness/start-witness';
import { witnessSigners } from '@/server/witness/witness-keys';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';
import { tools } from '../ledger/published-log';

const clock = { now: () => Date.now() };
const MINUTE = 60_000;
const log = createLog('silent', null);
const signer = ledgerSigner('ledger.example/prices', {
  ed25519: new Uint8Array(32).fill(1),
  mlDsa44: new Uint8Array(32).fill(2),
});
const logs = signer.signers.map(({ key }) => key);

describe('a ledger whose policy asks for two of three witnesses', () => {
  let folder: string;
  let witnesses: { url: string; stop(): Promise<void> }[];
  let policy: Policy;
  const worlds: { database: TestDatabase; pool: Pool }[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'witnesses '));
    witnesses = [];
    const asked: Policy['witnesses'][number][] = [];
    let told = 0;
    // No two cosignatures are of the same second.
    const now = () => clock.now() + 1000 * told++;
    for (const name of ['a', 'b', 'c']) {
      const at = join(folder, name);
      const signers = (await witnessSigners(at, `witness.example/${name}`)).slice(0, 1);
      const witness = { ...tools, logs, signers };
      const options = {
        witness,
        folder: at,
        port: 0,
        host: '127.0.0.1',
        now,
        onRequest: () => undefined,
        onFault: () => undefined,
      };
      const { port, stop } = await startWitness(options);
      const url = `http://127.0.0.1:${port}`;
      witnesses.push({ url, stop });
      for (const { key } of signers) asked.push({ name, key, url });
    }
    policy = { logs, witnesses: asked, quorum: { threshold: 2, members: asked } };
  });
  afterEach(async () => {
    await Promise.all(witnesses.map((witness) => witness.stop()));
    for (const { pool, database } of worlds.splice(0)) {
      await pool.end();
      await database.drop();
    }
    await rm(folder, { recursive: true, force: true });
  });

  async function openWorld(name: string): Promise<{ pool: Pool; ledger: Ledger }> {
    const database = await createTestDatabase();
    const pool = createPool(database.url, 6, () => undefined);
    worlds.push({ database, pool });
    const held = heldTrees(join(folder, `log ${name}`));
    return { pool, ledger: createLedger({ pool, clock, log, signer, held, policy }) };
  }

  /** Puts another server in the place of the first witness. */
  async function replaceFirst(answer: RequestListener): Promise<void> {
    await witnesses[0]?.stop();
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    witnesses[0] = {
      url,
      async stop() {
        server.close();
        server.closeAllConnections();
      },
    };
    const replaced = policy.witnesses.map((witness, i) => (i === 0 ? { ...witness, url } : witness));
    policy = { ...policy, witnesses: replaced, quorum: { threshold: 2, members: replaced } };
  }

  const check = ({ ledger }: { ledger: Ledger }) =>
    verifyLog({
      ...tools,
      policy: parsePolicy(tools.sha256, formatPolicy(policy)),
      source: { checkpoint: async () => ledger.published()?.note ?? '', read: ledger.tree.readPath },
    });

  it('publishes what they cosigned, also with one of them away', async () => {
    const world = await openWorld('x');
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    expect(await check(world)).toMatchObject({ ok: true, checkpoint: { size: 300 } });
    await witnesses[0]?.stop();
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    expect(world.ledger.fault()).toBeNull();
    expect(await check(world)).toMatchObject({ ok: true, checkpoint: { size: 600 } });
  });

  it('stays at the last cosigned checkpoint while too few answer', async () => {
    const world = await openWorld('x');
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    await witnesses[0]?.stop();
    await witnesses[1]?.stop();
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    expect(world.ledger.fault()).toMatch(/too few witnesses cosigned 600 leaves/);
    expect(world.ledger.published()?.size).toBe(300);
    expect(await check(world)).toMatchObject({ ok: true, checkpoint: { size: 300 } });
  });

  it('tells the operator once while too few answer, however the ledger grows meanwhile', async () => {
    const { pool } = await openWorld('x');
    const error = vi.fn();
    const warn = vi.fn();
    const watched = Object.create(log, { error: { value: error }, warn: { value: warn } }) as typeof log;
    const held = heldTrees(join(folder, 'log y'));
    const ledger = createLedger({ pool, clock, log: watched, signer, held, policy });
    for (const witness of witnesses.slice(1)) await witness.stop();
    for (let turn = 0; turn < 3; turn++) {
      await growLedger(pool, 10);
      await ledger.publish();
      expect(ledger.fault()).toMatch(`too few witnesses cosigned ${10 * (turn + 1)} leaves`);
    }
    expect([error.mock.calls.length, warn.mock.calls.length]).toEqual([1, 1]);
  });

  it('goes on being cosigned after a change of keys that the old key vouched for, and after no other', async () => {
    const world = await openWorld('x');
    await recordKeys(world.pool, clock, signer);
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    expect(world.ledger.published()?.size).toBe(302);
    const held = heldTrees(join(folder, 'log x'));
    const successor = ledgerSigner('ledger.example/prices', {
      ed25519: new Uint8Array(32).fill(31),
      mlDsa44: new Uint8Array(32).fill(32),
    });
    const signedBy = (by: typeof signer) =>
      createLedger({ pool: world.pool, clock, log, signer: by, held, policy });
    const strange = signedBy(successor);
    await growLedger(world.pool, 10);
    await strange.publish();
    expect(strange.fault()).toMatch(/too few witnesses/);
    await recordKeys(world.pool, clock, successor, signer);
    const ledger = signedBy(successor);
    await ledger.publish();
    expect(ledger.fault()).toBeNull();
    const keys = [...logs, ...successor.signers.map(({ key }) => key)];
    const source = { checkpoint: async () => ledger.published()?.note ?? '', read: ledger.tree.readPath };
    const verdict = await verifyLog({ ...tools, policy: { ...policy, logs: keys }, source });
    expect(verdict).toMatchObject({ ok: true, checkpoint: { size: 316 } });
  });

  it('cannot publish a second history under the same keys', async () => {
    const honest = await openWorld('x');
    await growLedger(honest.pool, 300);
    await honest.ledger.publish();
    const split = await openWorld('y');
    await recordKeys(split.pool, clock, signer);
    await growLedger(split.pool, 700);
    await split.ledger.publish();
    expect(split.ledger.published()).toBeNull();
    expect(split.ledger.fault()).toMatch(/too few witnesses/);
    await growLedger(honest.pool, 100);
    await honest.ledger.publish();
    expect(await check(honest)).toMatchObject({ ok: true, checkpoint: { size: 400 } });
  });

  it('does not wait for one that is silent once the others are enough', async () => {
    await replaceFirst(() => undefined);
    const { pool } = await openWorld('x');
    await growLedger(pool, 300);
    const ledger = createLedger({ pool, clock, log, signer, held: heldTrees(join(folder, 'log y')) });
    await ledger.publish();
    const { size = 0, note = '' } = ledger.published() ?? {};
    const cosigner = createCosigner(policy, ledger.tree, async () => []);
    expect(await cosigner.collect({ size, note })).toMatchObject({
      met: true,
      troubles: ['witness a: is slow, and enough others cosigned'],
    });
  });

  it.each<readonly [string, RequestListener]>([
    ['never stops talking', (_, response) => flood(response)],
    ['answers with a page', (_, response) => response.end('<html>busy</html>')],
    ['claims to have seen more', (_, response) => response.writeHead(409).end('999999\n')],
    ['sends one away to itself', (_, response) => response.writeHead(307, { location: '/' }).end()],
  ])('publishes while one of them %s', async (_, answer) => {
    await replaceFirst(answer);
    const world = await openWorld('x');
    for (const size of [300, 600]) {
      await growLedger(world.pool, 300);
      await world.ledger.publish();
      expect(world.ledger.fault()).toBeNull();
      expect(await check(world)).toMatchObject({ ok: true, checkpoint: { size } });
    }
  });

  it('asks one anew that claimed to have seen more than there is', async () => {
    const real = witnesses[1]?.url ?? '';
    let lies = true;
    await replaceFirst(async (request, response) => {
      if (lies) {
        response.writeHead(409).end('999999\n');
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const passed = await fetch(`${real}${request.url}`, { method: 'POST', body: Buffer.concat(chunks) });
      response.writeHead(passed.status).end(await passed.text());
    });
    await witnesses[2]?.stop();
    const [first, second] = policy.witnesses;
    if (first === undefined || second === undefined) throw new Error('no witnesses');
    const alike = [{ ...first, key: second.key }];
    policy = { ...policy, witnesses: alike, quorum: { threshold: 1, members: alike } };
    const world = await openWorld('x');
    await growLedger(world.pool, 300);
    await world.ledger.publish();
    expect(world.ledger.fault()).toMatch(/has seen 999999 leaves/);
    lies = false;
    await world.ledger.publish();
    expect(world.ledger.fault()).toBeNull();
  });

  it('keeps one note of a size, whichever of two instances was asked about it first', async () => {
    const { pool } = await openWorld('x');
    let time = Date.now();
    const at = { now: () => time };
    const instances = ['a', 'b'].map((name) => {
      const held = heldTrees(join(folder, `log ${name}`));
      return createLedger({ pool, clock: at, log, signer, held, policy });
    });
    const [slow, quick] = instances;
    await growLedger(pool, 300);
    // The requests of the first instance stay on their way until the second one is done.
    const { fetch } = globalThis;
    let arrive = () => {};
    const opened = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let departed = () => {};
    const underWay = new Promise<void>((resolve) => {
      departed = resolve;
    });
    let held = 0;
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
      if (++held > 3) return fetch(address, init);
      if (held === 3) departed();
      await opened;
      return fetch(address, { ...init, signal: null });
    });
    const first = slow?.publish();
    await underWay;
    await quick?.publish();
    arrive();
    await first;
    spy.mockRestore();
    expect(quick?.published()).not.toBeNull();
    expect(slow?.published()?.note).toBe(quick?.published()?.note);
    for (let turn = 0; turn < 2; turn++) {
      time += 11 * MINUTE;
      for (const ledger of instances) {
        await ledger.publish();
        expect(ledger.fault()).toBeNull();
      }
    }
  });
});

/** Sends without end, as long as somebody listens. */
function flood(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}
