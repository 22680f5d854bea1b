import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBattery } from '@/device/battery';
import { composeReading } from '@/device/compose-reading';
import { FolderTaken, holderOf, takeFolder } from '@/device/lock';
import { createLog } from '@/device/log';
import { KEY_KINDS, makeOwnKey, readOwnKey } from '@/device/own-key';
import { parseRemoteConfig } from '@/device/remote-config';
import { createCommandSensor } from '@/device/sensors/command';
import { createCsvSensor } from '@/device/sensors/csv';
import { createMockSensor, MOCK_PRICES } from '@/device/sensors/mock';
import { openPositions } from '@/device/sensors/positions';
import { BadSettings, DEFAULTS, readSettings } from '@/device/settings';
import { needsRenewal, readCredentials, writeCredentials } from '@/device/token-file';
import { checkDeviceSignature, readDeviceKey } from '@/lib/auth/device-key';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device');

describe('settings', () => {
  it('are taken from flags before the file before the defaults', () => {
    const settings = readSettings({ interval: '2.5', mode: undefined }, { interval: 60, mode: 'mqtt' });
    expect(settings).toEqual({ ...DEFAULTS, interval: 2.5, mode: 'mqtt' });
  });

  it.each([
    ['interval', 'fast', /interval in the flags is "fast": give a number from 0.01/],
    ['mode', 'tcp', /give http or mqtt/],
    ['server', 'smp.example', /give an address such as https:\/\/smp.example.go.id/],
    ['batch', '501', /give a whole number from 1 to 500/],
    ['colour', 'red', /there is no such setting; known are server/],
    ['sensors', [{ kind: 'radar' }], /entry 1 is no sensor/],
    ['queue', { max_redings: 1 }, /there is no queue.max_redings/],
  ])('that are wrong are named with their remedy: %s', (name, value, message) => {
    expect(() => readSettings({ [name]: value }, {})).toThrow(BadSettings);
    expect(() => readSettings({ [name]: value }, {})).toThrow(message);
  });

  it('all that are wrong are told at once', () => {
    expect(() => readSettings({ mode: 'x' }, { interval: 0 }, 'device.json')).toThrow(
      /interval in device.json[\s\S]*mode in the flags/,
    );
  });
});

describe('the log', () => {
  it('holds no secret, whether by its name or by its form', () => {
    const lines: string[] = [];
    const log = createLog(
      'json',
      (line) => lines.push(line),
      () => 0,
    );
    log.info('x', { token: 'abc', enrolment_code: 'abc', deep: { password: 'abc' }, keep: 'fine' });
    log.warn('y', { why: 'sent Bearer abc.def and eyJhbGciOi.eyJzdWIi.c2ln', list: ['Bearer abc'] });
    expect(lines.join('\n')).not.toMatch(/abc|eyJ/);
    expect(lines[0]).toContain('fine');
  });
});

describe('the token', () => {
  const held = {
    server: 'http://x',
    device_id: 'D',
    market_id: 'M',
    token: 't',
    issued_at: '2026-01-01T00:00:00.000Z',
    expires_at: '2026-01-11T00:00:00.000Z',
  };
  it('lies in a file of mode 600 in a folder of mode 700', () => {
    const path = join(root, 'home', 'token.json');
    writeCredentials(path, held);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'home')).mode & 0o777).toBe(0o700);
    expect(readCredentials(path)).toEqual(held);
  });

  it('is renewed in the last fifth of its life', () => {
    expect(needsRenewal(held, Date.parse('2026-01-08T23:00:00Z'))).toBe(false);
    expect(needsRenewal(held, Date.parse('2026-01-09T01:00:00Z'))).toBe(true);
  });

  it('that cannot be read says what to do', () => {
    const path = join(root, 'broken.json');
    writeFileSync(path, '{"token":1}');
    expect(() => readCredentials(path)).toThrow(/join again with --register/);
  });
});

describe('the lock', () => {
  it('is one process’s at a time, and a dead process’s is taken over', () => {
    const give = takeFolder(root);
    expect(holderOf(root)).toBe(process.pid);
    expect(() => takeFolder(root)).toThrow(FolderTaken);
    give();
    expect(holderOf(root)).toBeNull();
    // A process with our number that began at another time is another process.
    writeFileSync(join(root, 'lock'), JSON.stringify({ pid: process.pid, born: 'long ago 1' }));
    takeFolder(root)();
    expect(existsSync(join(root, 'lock'))).toBe(false);
  });
});

describe('sensors', () => {
  it('pretend plausibly and repeatably', async () => {
    const [a, b] = [1, 1].map((seed) => createMockSensor({ seed, prices: MOCK_PRICES }));
    for (let i = 0; i < 500; i++) {
      const [seen] = (await a?.read()) ?? [];
      expect(await b?.read()).toEqual([seen]);
      for (const [name, usual] of Object.entries(MOCK_PRICES)) {
        const price = Number(seen?.prices[name]);
        expect(Math.abs(price / usual - 1)).toBeLessThan(0.13);
        expect(price % 50).toBe(0);
      }
    }
  });

  it('follow a file line by line, whole lines only, and go on where they were queued', async () => {
    const path = join(root, 'scale.csv');
    writeFileSync(
      path,
      'timestamp,temperature,beras,"cabai"\n,29.5,13400,\n2026-01-01T00:00:00Z,,13500,"42000"\n,,135',
    );
    const positions = openPositions(join(root, 'positions.json'));
    const sensor = createCsvSensor(path, positions);
    const first = await sensor.read();
    expect(first.map(({ identity: _, ...o }) => o)).toEqual([
      { temperature: 29.5, prices: { beras: 13_400 } },
      { timestamp: '2026-01-01T00:00:00Z', prices: { beras: 13_500, cabai: 42_000 } },
    ]);
    // Cut before it was queued: the same lines are the same readings.
    expect(await createCsvSensor(path, positions).read()).toEqual(first);
    sensor.queued?.();
    expect(await sensor.read()).toEqual([]);
    appendFileSync(path, '00,41000\n');
    expect(
      (await createCsvSensor(path, openPositions(join(root, 'positions.json'))).read())[0]?.prices,
    ).toEqual({
      beras: 13_500,
      cabai: 41_000,
    });
  });

  it('run a program and say what it printed, or why not', async () => {
    const run = (code: string) => createCommandSensor([process.execPath, '-e', code], 10_000).read();
    expect(await run('console.log(JSON.stringify({prices:{beras:1}}))')).toEqual([{ prices: { beras: 1 } }]);
    expect(await run('console.log("{\\"prices\\":{}}\\n{\\"prices\\":{}}")')).toHaveLength(2);
    await expect(run('console.error("no scale"); process.exit(3)')).rejects.toThrow(/no scale/);
    await expect(run('console.log("{}")')).rejects.toThrow(/must print objects with "prices"/);
  });
});

describe('a reading', () => {
  const sender = { device_id: 'D', market_id: 'M' };
  it('has an id of its own, or the one of what it was read from', () => {
    const id = (identity?: string) =>
      composeReading({ prices: { a: 1 }, ...(identity === undefined ? {} : { identity }) }, sender, null, 0)
        ?.readingId;
    expect(id()).not.toBe(id());
    expect(id('line 1')).toBe(id('line 1'));
    expect(id('line 1')).not.toBe(id('line 2'));
    expect(id('line 1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('holds only what is wanted', () => {
    const seen = { prices: { a: 1, b: 2 } };
    expect(JSON.parse(composeReading(seen, sender, ['b'], 0)?.text ?? '').prices).toEqual({ b: 2 });
    expect(composeReading(seen, sender, ['c'], 0)).toBeNull();
    const spelled = { prices: { 'Beras  Medium': 1, gula: 2 } };
    expect(JSON.parse(composeReading(spelled, sender, ['beras-medium'], 0)?.text ?? '').prices).toEqual({
      'Beras  Medium': 1,
    });
  });
});

describe('an administrator’s wishes', () => {
  it('are taken when they make sense', () => {
    const wish = { interval_seconds: 60, commodities: ['beras'] };
    expect(parseRemoteConfig(wish)).toEqual({ interval: 60, commodities: ['beras'], names: null });
    expect(parseRemoteConfig({ ...wish, names: ['beras', 'rice'] })?.names).toEqual(['beras', 'rice']);
    for (const bad of [null, 7, { interval_seconds: -1 }, { commodities: 'beras' }, { names: [7] }]) {
      expect(parseRemoteConfig(bad)).toBeNull();
    }
  });
});

describe('the device’s own key', () => {
  it.each(KEY_KINDS)('signs so that its public half checks, %s', (kind) => {
    const path = join(root, `device-${kind}.key`);
    const key = makeOwnKey(path, kind);
    const bytes = Buffer.from('{"a":1}');
    const known = readDeviceKey(key.publicKey);
    if (known === null) throw new Error('the platform does not know such a key');
    expect(known.algorithm).toBe(kind);
    expect(checkDeviceSignature(known, bytes, key.sign(bytes))).not.toBeNull();
    expect(checkDeviceSignature(known, Buffer.from('{"a":2}'), key.sign(bytes))).toBeNull();
    expect(readOwnKey(path)?.publicKey).toBe(key.publicKey);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('the battery', () => {
  it('is what a file says, else what the system knows, and nothing when it makes no sense', () => {
    const file = join(root, 'charge');
    writeFileSync(file, '73\n');
    expect(readBattery(file)).toBe(73);
    writeFileSync(file, 'full');
    expect(readBattery(file)).toBeNull();
    expect(readBattery(join(root, 'nowhere'))).toBeNull();
    const supplies = join(root, 'supplies');
    for (const [name, type, capacity] of [
      ['AC', 'Mains', null],
      ['BAT1', 'Battery', '41'],
    ] as const) {
      mkdirSync(join(supplies, name), { recursive: true });
      writeFileSync(join(supplies, name, 'type'), `${type}\n`);
      if (capacity !== null) writeFileSync(join(supplies, name, 'capacity'), `${capacity}\n`);
    }
    expect(readBattery(null, supplies)).toBe(41);
    expect(readBattery(null, join(root, 'nowhere'))).toBeNull();
  });
});
