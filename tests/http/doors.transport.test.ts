import { afterEach, describe, expect, inject, it } from 'vitest';
import { registerTestDevice } from '../support/device';
import { expectHealthy } from './expect-problem';
import { rawRequest } from './raw-request';

const url = inject('serverUrl');
const statuses = (answers: string) =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);

describe('doors that the server mounts itself', () => {
  afterEach(() => expectHealthy(url));

  it('read a refused body to its end, so that the next request on the connection is answered', async () => {
    const body = 'x'.repeat(200_000);
    const refused = ['POST /ingest HTTP/1.1', 'Host: smp', `Content-Length: ${body.length}`, '', ''];
    const next = ['GET /api/health/live HTTP/1.1', 'Host: smp', 'Connection: close', '', ''];
    const { headers, body: rest } = await rawRequest(url, [refused.join('\r\n') + body, next.join('\r\n')]);
    expect(statuses(headers + rest)).toEqual(['401', '200']);
  });

  it('hang up on who was answered and goes on sending without an end', async () => {
    const head = ['POST /ingest HTTP/1.1', 'Host: smp', 'Transfer-Encoding: chunked', '', ''].join('\r\n');
    const { headers, body } = await rawRequest(url, [head, '5\r\nhello\r\n']);
    expect(statuses(headers + body)).toEqual(['401']);
  });

  it('read a body with a byte order mark as one without, also in pieces', async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    const marked = () => `\uFEFF${JSON.stringify(device.reading())}`;
    expect((await device.post(marked())).status).toBe(202);
    const headers = { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' };
    const body = new Blob([marked()]).stream();
    const pieces = await fetch(`${url}/ingest`, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    expect(pieces.status).toBe(202);
  });

  it.each(['a/b', 'a?b', 'smp:port', '@smp', ''])('refuse the host "%s" and name it', async (host) => {
    const lines = ['GET /ledger/proof/0 HTTP/1.1', `Host: ${host}`, 'Connection: close', '', ''];
    const answer = await rawRequest(url, [lines.join('\r\n')]);
    expect(answer.status).toBe(400);
    expect(answer.headers).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, errors: [{ field: 'host' }] });
  });
});
