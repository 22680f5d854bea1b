import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { openCertFiles } from '@/server/certs/cert-files';
import { createEmbeddedBroker, type EmbeddedBroker } from '@/server/mqtt/embedded-broker';

const DAY_MS = 86_400_000;

describe('a device that the broker inside does not let in', () => {
  let broker: EmbeddedBroker;
  let folder: string;
  let said: object[];
  let now: number;
  let revoked: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smp refused '));
    said = [];
    now = Date.now();
    revoked = '';
    broker = await createEmbeddedBroker({
      config: { mqttTopic: 'pasar/data' },
      log: { warn: (about: object) => said.push(about), debug: () => undefined, error: () => undefined },
      clock: { now: () => now },
      devices: { authenticate: () => Promise.reject(new SmpError('UNAUTHENTICATED', 'No such token.')) },
      revokedCertificates: { has: (fingerprint: string) => fingerprint === revoked },
    } as unknown as Runtime);
  });
  afterEach(async () => {
    await broker.close();
    await rm(folder, { recursive: true });
  });

  it('is told in the log with why, once a minute with how many it was silent about', async () => {
    const port = await broker.listen(0, '127.0.0.1', null);
    const attempt = () =>
      expect(
        connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'DEV-009', password: 'x', reconnectPeriod: 0 }),
      ).rejects.toThrow(/Bad username or password/);
    await attempt();
    await attempt();
    expect(said).toMatchObject([
      { device: 'DEV-009', why: 'No such token.', address: '127.0.0.1', untold: 0 },
    ]);
    now += 60_000;
    await attempt();
    expect(said[1]).toMatchObject({ untold: 1 });
  });

  it.each([
    ['of another authority', 0, false, /^Its certificate does not hold \(.*(CERT|SIGN)/],
    ['that expired', 5 * DAY_MS, true, /^Its certificate does not hold \(.*EXPIRED/],
    ['that was revoked', 0, true, /^Its certificate was revoked/],
  ])('is told so when it shows a certificate %s', async (_which, age, own, why) => {
    const files = openCertFiles(join(folder, 'own'));
    const others = openCertFiles(join(folder, 'others'));
    for (const each of [files, others]) await each.authority(30, now - age, false);
    await files.server(['127.0.0.1'], 30, now);
    const { certificate, key, fingerprint } = await (own ? files : others).client('DEV-009', 1, now - age);
    revoked = fingerprint;
    const [ca, cert, certKey] = await Promise.all(
      ['ca.crt', 'server.crt', 'server.key'].map((name) => readFile(join(files.folder, name))),
    );
    const port = await broker.listen(0, '127.0.0.1', {
      read: async () => ({ ca, cert, key: certKey }),
      onChange: () => undefined,
      close: async () => undefined,
    });
    const shown = { ca: String(ca), cert: certificate, key, reconnectPeriod: 0 };
    await expect(connectAsync(`mqtts://127.0.0.1:${port}`, shown)).rejects.toThrow(
      /Bad username or password/,
    );
    expect(said).toMatchObject([{ device: 'DEV-009', why: expect.stringMatching(why) }]);
  });
});
