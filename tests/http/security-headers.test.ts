import { describe, expect, inject, it } from 'vitest';

const url = inject('serverUrl');
const ALWAYS = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
] as const;

describe('every answer', () => {
  it.each([
    '/',
    '/dashboard/map/',
    '/metode',
    '/no-such-page',
    '/api/public/board',
    '/api/no-such-door',
    '/api/health/live',
    '/metrics',
    '/ingest',
  ])('of %s carries the security headers', async (path) => {
    const { headers } = await fetch(url + path);
    for (const [name, value] of ALWAYS) expect(headers.get(name), name).toBe(value);
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each(['/field', '/field/', '/field?x=1'])(
    'of %s alone lets the page ask for the camera',
    async (path) => {
      const { headers } = await fetch(url + path);
      expect(headers.get('permissions-policy')).toMatch(
        /camera=\(self\), geolocation=\(self\), microphone=\(\)/,
      );
    },
  );

  it('of the API is never a page', async () => {
    for (const path of ['/api/public/board', '/api/no-such-door', '/metrics']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    }
  });

  it('of a page allows its own scripts by a nonce that is never used twice', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const response = await fetch(`${url}/metode`);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1] ?? '';
      expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('cannot be given a nonce by who asks', async () => {
    const response = await fetch(`${url}/metode`, {
      headers: { 'content-security-policy': "script-src 'nonce-evil'" },
    });
    expect(response.headers.get('content-security-policy')).not.toContain('evil');
    expect(await response.text()).not.toContain('nonce="evil"');
  });
});
