import { get, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const DESCRIPTION = '/api/openapi.json';

interface Bytes {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it comes over the wire: `fetch` unpacks by itself. */
function ask(path: string, headers: Readonly<Record<string, string>>): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    get(url + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });
}

describe('open data that may be kept', () => {
  afterAll(() => expectHealthy(url));

  it('comes unpacked where it is a checkpoint or receipt, whose hashes hardly shrink', async () => {
    const { headers, body } = await ask('/ledger/checkpoint', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.length).toBeGreaterThan(1_400);
  });

  it.each([DESCRIPTION, '/api/public/board'])(
    '%s comes packed to who takes gzip, and says the same to who does not',
    async (path) => {
      const [plain, refusing, packed] = await Promise.all(
        ['identity', 'gzip;q=0, br', 'br, gzip;q=0.8'].map((said) => ask(path, { 'accept-encoding': said })),
      );
      for (const answer of [plain, refusing]) expect(answer?.headers['content-encoding']).toBeUndefined();
      expect(packed?.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
      expect(packed?.body.length).toBeLessThan((plain?.body.length ?? 0) * 0.8);
      expect(Number(packed?.headers['content-length'])).toBe(packed?.body.length);
      const unpacked = gunzipSync(packed?.body ?? Buffer.alloc(0)).toString();
      if (path === DESCRIPTION) expect(unpacked).toBe(plain?.body.toString());
      else expect(unpacked.length).toBeGreaterThan(100);
    },
  );

  it('is not sent again to who has it, and is to who has something else', async () => {
    const { etag = '' } = (await ask(DESCRIPTION, {})).headers;
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    for (const said of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const again = await ask(DESCRIPTION, { 'if-none-match': said });
      expect([again.status, again.body.length, again.headers['content-length']]).toEqual([304, 0, undefined]);
      expect(again.headers).toMatchObject({ etag, 'access-control-allow-origin': '*' });
    }
    expect((await ask(DESCRIPTION, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each(['/api/public/commodity/price/history', '/api/forecast/beras-medium', '/ledger/proof/0'])(
    '%s may be asked by pages of other sites with headers of their own',
    async (path) => {
      const preflight = await fetch(url + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://example.org',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'if-none-match',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
      expect(preflight.headers.get('access-control-allow-headers')).toBe('*');
    },
  );

  it('does not open what wants a token', async () => {
    const preflight = await fetch(`${url}/api/devices`, { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/api/forecast/beras-medium', '/ledger/proof/0', '/ledger/tile/0/000'])(
    '%s says which methods it takes',
    async (path) => {
      const refused = await fetch(url + path, { method: 'DELETE' });
      expect(refused.headers.get('allow')).toBe('GET');
      await expectProblem(refused, 405);
    },
  );
});
