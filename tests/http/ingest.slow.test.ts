import { afterAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice } from '../support/device';
import { expectHealthy } from './expect-problem';
import { rawRequest } from './raw-request';

const url = inject('serverUrl');
const LIMIT = { timeout: 120_000 };

describe.concurrent('a sender that never ends', () => {
  afterAll(() => expectHealthy(url));

  it('is told so and hung up on when the body does not come', LIMIT, async () => {
    const { token } = await registerTestDevice(url, inject('adminToken'));
    const head = ['POST /ingest HTTP/1.1', 'Host: smp', `Authorization: Bearer ${token}`];
    const lines = [...head, 'Content-Type: application/json', 'Content-Length: 1000', '', '{'];
    const answer = await rawRequest(url, [lines.join('\r\n')]);
    expect(answer.status).toBe(408);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 408 });
  });

  it('is told so and hung up on when the headers do not end', LIMIT, async () => {
    const answer = await rawRequest(url, ['POST /ingest HTTP/1.1\r\nHost: smp\r\n']);
    expect(answer.status).toBe(408);
  });

  it('is hung up on when it says nothing at all', LIMIT, async () => {
    const answer = await rawRequest(url, []);
    expect([408, Number.NaN]).toContain(answer.status);
  });
});
