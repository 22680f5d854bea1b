import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { drawPage } from '@/server/http/draw-page';
import { createNonce, createNonceFiller, withNonce } from '@/server/http/page-nonce';

const LARGE = 'x'.repeat(300_000);

describe('a page drawn into memory', () => {
  it('is asked for with the headers that were given and nothing else', async () => {
    const { body } = await drawPage(
      async (request, response) => {
        response.end(JSON.stringify([request.method, request.url, request.headers]));
      },
      '/?a=1',
      { cookie: 'smp_locale=en' },
      () => undefined,
    );
    expect(JSON.parse(String(body))).toEqual(['GET', '/?a=1', { cookie: 'smp_locale=en' }]);
  });

  it('is whole, with its status and headers, in whatever parts it is written', async () => {
    const page = await drawPage(
      async (_request, response) => {
        response.statusCode = 404;
        response.setHeader('link', ['a', 'b']);
        response.write('<p>Rp\u00a0');
        await pipeline(Readable.from([Buffer.from(LARGE), Buffer.from('</p>')]), response);
      },
      '/',
      {},
      () => undefined,
    );
    expect(String(page.body)).toBe(`<p>Rp\u00a0${LARGE}</p>`);
    expect(page.status).toBe(404);
    expect(page.headers).toMatchObject({ link: ['a', 'b'] });
  });

  it('fails when it is given up', async () => {
    const drawn = drawPage(
      async (_request, response) => {
        response.write('half');
        response.destroy();
      },
      '/',
      {},
      () => undefined,
    );
    await expect(drawn).rejects.toThrow('given up');
  });
});

describe('the nonce of a page that many are given', () => {
  it('is the own one of each, wherever it stands, and the one drawn with is told to nobody', () => {
    const drawnWith = createNonce();
    const fill = createNonceFiller(
      Buffer.from(`<a nonce="${drawnWith}">é<b nonce="${drawnWith}">`),
      drawnWith,
    );
    const [one, other] = [createNonce(), createNonce()];
    expect(String(fill(one))).toBe(`<a nonce="${one}">é<b nonce="${one}">`);
    expect(String(fill(other))).toBe(`<a nonce="${other}">é<b nonce="${other}">`);
    expect(
      withNonce({ link: [`nonce="${drawnWith}"`], vary: drawnWith, 'content-length': 3 }, drawnWith, one),
    ).toEqual({
      link: [`nonce="${one}"`],
      vary: one,
      'content-length': 3,
    });
  });
});
