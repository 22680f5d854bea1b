import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkCertificate } from '@/device/doctor/check-certificate';
import { makeAuthority, makeClientCertificate } from '@/server/certs/make-certificate';
import { startDeviceClient } from '../support/device-client';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device');
const NOW = Date.parse('2026-03-02T03:00:00Z');
const DAY_MS = 86_400_000;

describe('a command under device', () => {
  it.each([
    ['of its file', ['--config', 'device.json'], 'mqtt'],
    ['of its flags', ['--mode', 'mqtt'], 'mqtt'],
    ['of its flags before those of its file', ['--config', 'device.json', '--mode', 'http'], 'http'],
  ])('takes the settings %s, wherever they stand', async (_which, words, mode) => {
    const settings = join(root, 'device.json');
    writeFileSync(settings, JSON.stringify({ mode: 'mqtt' }));
    const flags = words.map((word) => (word === 'device.json' ? settings : word));
    for (const line of [
      ['status', '--json', ...flags],
      [...flags, 'status', '--json'],
    ]) {
      const client = startDeviceClient(join(root, 'home'), line);
      expect(await client.ended, client.output()).toBe(0);
      expect(JSON.parse(client.output())).toMatchObject({ mode });
    }
  });
});

describe('the certificate of a device', () => {
  const at = (name: string) => join(root, name);
  const look = (name: string, now = NOW, key = name) =>
    checkCertificate(
      { cert: at(`${name}.crt`), certKey: at(`${key}.key`) },
      { device_id: 'DEV-001' },
      now,
    )[0];

  beforeAll(async () => {
    const authority = await makeAuthority('test', 400, NOW);
    for (const name of ['DEV-001', 'DEV-002']) {
      const made = await makeClientCertificate(authority, name, 30, NOW);
      writeFileSync(at(`${name}.crt`), made.certificate);
      writeFileSync(at(`${name}.key`), made.key);
    }
  });

  it('is fine while it is its own and holds for a while', () => {
    expect(look('DEV-001')).toMatchObject({ good: true, found: { en: 'DEV-001, valid until 2026-04-01.' } });
  });

  it.each([
    [
      'expired',
      () => look('DEV-001', NOW + 31 * DAY_MS),
      /Expired on 2026-04-01/,
      /smp certs client DEV-001/,
    ],
    ['soon to expire', () => look('DEV-001', NOW + 20 * DAY_MS), /valid until/, /smp certs client DEV-001/],
    [
      'that of another device',
      () => look('DEV-002'),
      /that of DEV-002, and this device is DEV-001/,
      /DEV-001/,
    ],
    ['beside another key', () => look('DEV-001', NOW, 'DEV-002'), /is not the key of/, /Copy/],
    ['not there', () => look('none'), /no such file/, /Copy/],
  ])('is told with what to do when it is %s', (_what, found, words, remedy) => {
    expect(found()).toMatchObject({
      good: false,
      found: { en: expect.stringMatching(words) },
      remedy: { en: expect.stringMatching(remedy) },
    });
  });

  it('is nobody’s concern without one', () => {
    expect(checkCertificate({ cert: null, certKey: null }, { device_id: 'DEV-001' }, NOW)).toEqual([]);
  });
});
