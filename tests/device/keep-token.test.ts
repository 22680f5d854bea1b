import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '@/device/http-client';
import { join as joinServer } from '@/device/join';
import { createTokenKeeper } from '@/device/keep-token';
import { createLog } from '@/device/log';
import { needsRenewal, readCredentials, writeCredentials } from '@/device/token-file';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device-token');
const silent = createLog(
  'json',
  () => undefined,
  () => 0,
);
const HOUR = 3_600_000;

describe('the token of a device', () => {
  const asked: string[] = [];
  /** Of the server, which the tests do not set. */
  const clock = Date.now();
  const expires = new Date(clock + 1_000 * HOUR).toISOString();
  const platform = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? '-'}`);
    response.setHeader('date', new Date(clock).toUTCString());
    response.setHeader('retry-after', new Date(clock + 10_000).toUTCString());
    const body = { token: 'new', device_id: 'D', market_id: 'M', expires_at: expires };
    response.end(JSON.stringify(body));
  });
  let url = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
  });
  afterAll(() => void platform.close());
  beforeEach(() => void asked.splice(0));

  it('is renewed at the address that the settings name, and the one that was joined is not asked', async () => {
    const path = join(root, 'moved', 'token.json');
    const held = {
      server: 'http://127.0.0.1:1',
      device_id: 'D',
      market_id: 'M',
      token: 'old',
      issued_at: new Date(Date.now() - 900 * HOUR).toISOString(),
      expires_at: new Date(Date.now() + HOUR).toISOString(),
    };
    writeCredentials(path, held);
    const keeper = createTokenKeeper(path, held, url, silent);
    expect(keeper.current().server).toBe(url);
    await keeper.tend();
    expect(asked).toEqual(['/api/auth/token Bearer old']);
    expect(keeper.current().token).toBe('new');
    expect(readCredentials(path)).toMatchObject({ token: 'new', expires_at: expires });
    // Somebody joined anew, at the address of before.
    writeCredentials(path, { ...held, token: 'newer' });
    expect(keeper.reload()).toBe(true);
    expect(keeper.current()).toMatchObject({ token: 'newer', server: url });
  });

  it('got while the clock was years ahead is renewed in time once the clock is right', async () => {
    const wrong = Date.now() + 12 * 365 * 24 * HOUR;
    const began = Date.now;
    Date.now = () => wrong;
    const held = await joinServer(url, { by: 'code', code: 'c' }, null, Date.now).finally(() => {
      Date.now = began;
    });
    expect(needsRenewal(held, Date.now())).toBe(false);
    expect(needsRenewal(held, Date.parse(expires) - HOUR)).toBe(true);
  });

  it('is not asked for again before the time that the server named by its own clock, however wrong this one is', async () => {
    const began = Date.now;
    Date.now = () => 0;
    const answer = await ask(url, {}).finally(() => {
      Date.now = began;
    });
    if (answer.kind !== 'answer') throw new Error(answer.why);
    expect(answer.retryAfter).toBe(10);
  });
});
