import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectHealthy, expectProblem } from './expect-problem';
import { rawRequest } from './raw-request';

const url = inject('serverUrl');
const MEGABYTE = 1024 * 1024;

describe('POST /ingest bounds what it reads', () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterEach(() => expectHealthy(url));

  const head = (...lines: string[]) =>
    ['POST /ingest HTTP/1.1', 'Host: smp', `Authorization: Bearer ${device.token}`, ...lines, '', ''].join(
      '\r\n',
    );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'multipart/form-data',
    '',
  ])('refuses the content type "%s" with 415', async (type) => {
    const response = await device.post(JSON.stringify(device.reading()), { 'content-type': type });
    await expectProblem(response, 415, 'content-type');
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8'])(
    'takes the content type "%s"',
    async (type) => {
      const response = await device.post(device.reading(), { 'content-type': type });
      expect(response.status).toBe(202);
    },
  );

  it('refuses a compressed body with 415, however much would come out of it', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE));
    const response = await fetch(`${url}/ingest`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${device.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: bomb,
    });
    await expectProblem(response, 415, 'content-encoding');
  });

  it('refuses a megabyte with 413 when its length is told', async () => {
    await expectProblem(await device.post(' '.repeat(MEGABYTE)), 413, 'body');
  });

  it('refuses a megabyte with 413 when it comes in chunks', async () => {
    const response = await fetch(`${url}/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: new Blob([Buffer.alloc(MEGABYTE, 32)]).stream(),
      duplex: 'half',
    } as RequestInit);
    await expectProblem(response, 413, 'body');
  });

  it('answers headers beyond 16 kB with a 431 problem', async () => {
    const answer = await rawRequest(url, [head(`X-Padding: ${'x'.repeat(20_000)}`, 'Content-Length: 0')]);
    expect(answer.status).toBe(431);
    expect(answer.headers).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 431 });
  });

  it('answers what is no HTTP with a 400 problem and hangs up', async () => {
    const answer = await rawRequest(url, ['INGEST all my prices\r\n\r\n']);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400 });
  });

  it('refuses two lengths that contradict each other', async () => {
    const answer = await rawRequest(url, [
      head('Content-Type: application/json', 'Content-Length: 2', 'Transfer-Encoding: chunked'),
      '0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: smp\r\n\r\n',
    ]);
    expect(answer.status).toBe(400);
  });
});
