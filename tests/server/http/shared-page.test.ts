import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { choicesIn, isShared } from '@/server/http/shared-page';

const request = (headers: IncomingMessage['headers'], method = 'GET') =>
  ({ method, headers }) as IncomingMessage;

describe('pages that a crowd is drawn together', () => {
  it.each(['/', '/komoditas/beras-medium', '/dashboard/map/', '/peringatan'])('are %s', (path) => {
    expect(isShared(request({ cookie: 'smp_locale=en' }), path)).toBe(true);
  });

  it.each(['/portal', '/masuk', '/field', '/komoditas', '/komoditas/a/b', '/_next/static/x.js'])(
    'are not %s',
    (path) => {
      expect(isShared(request({}), path)).toBe(false);
    },
  );

  it.each([
    ['who is signed in', { cookie: 'a=b; smp-session=x' }, 'GET'],
    ['who is signed in by https', { cookie: '__Host-smp-session=x' }, 'GET'],
    ['scripts that turn the page', { rsc: '1' }, 'GET'],
    ['who sends a form', {}, 'POST'],
    ['who asks for the head alone', {}, 'HEAD'],
  ])('are not for %s', (_, headers, method) => {
    expect(isShared(request(headers, method), '/')).toBe(false);
  });

  it.each([
    [undefined, ''],
    ['smp_locale=en', 'smp_locale=en'],
    ['a=b; smp_theme=dark;smp_locale=id; c=smp_locale=en', 'smp_theme=dark; smp_locale=id'],
    ['smp_locale=<script>; not_smp_theme=dark', ''],
  ])('are drawn by nothing of %j but %j', (cookies, chosen) => {
    expect(choicesIn(cookies)).toBe(chosen);
  });
});
