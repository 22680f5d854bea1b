import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { readSessionCookie } from '@/lib/auth/session-cookie';
import { createSessionTokens } from '@/lib/auth/session-token';
import { totpStep } from '@/lib/auth/totp';
import { shortAddress, shortAgent } from '@/lib/services/open-session';
import { open, seal } from '@/lib/services/secret-box';
import { networkOf } from '@/lib/services/sign-in-throttle';

describe('a secret at rest', () => {
  const text = fc.uint8Array({ minLength: 1, maxLength: 64 });
  it('opens for its owner and with its key only, and not when a byte was changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), (secret, at) => {
        const box = seal('key', 'sari', secret);
        expect(open('key', 'sari', box)).toEqual(secret);
        expect(() => open('key', 'budi', box)).toThrow();
        expect(() => open('other', 'sari', box)).toThrow();
        const changed = Uint8Array.from(box);
        changed[at % box.length] = (changed[at % box.length] ?? 0) ^ 1;
        expect(() => open('key', 'sari', changed)).toThrow();
      }),
      { numRuns: 30 },
    );
  });
});

describe('a code of an authenticator app', () => {
  it('belongs to the step of its time, one step early or late at most', () => {
    const secret = new Uint8Array(20).fill(7);
    const now = Date.parse('2026-11-22T10:00:00Z');
    const at = (ms: number) =>
      new TOTP({ secret: new Secret({ buffer: secret.buffer }) }).generate({ timestamp: now + ms });
    const step = now / 30_000;
    expect([-60_000, -30_000, 0, 30_000, 60_000].map((ms) => totpStep(secret, at(ms), now))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    for (const wrong of ['', '12345', '1234567', 'abcdef', '-12345'])
      expect(totpStep(secret, wrong, now)).toBe(null);
  });
});

describe('a session token', () => {
  const claims = { userId: 'u', sessionId: 's', expiresAt: 2_000_000 };
  it('opens with its own secret until it ends, and in one form only', () => {
    const token = createSessionTokens('a').issue(claims);
    expect(createSessionTokens('a').open(token, 0)).toEqual(claims);
    expect(createSessionTokens('a').open(token, claims.expiresAt)).toBe(null);
    expect(createSessionTokens('b').open(token, 0)).toBe(null);
    const [head, body] = token.split('.');
    expect(createSessionTokens('a').open(`${head}.${body}.`, 0)).toBe(null);
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect(createSessionTokens('a').open(`${none}.${body}.`, 0)).toBe(null);
    expect(createSessionTokens('a').open('x'.repeat(5_000), 0)).toBe(null);
  });

  it('is read from its own cookie and from no other that begins alike', () => {
    expect(readSessionCookie('a=1; smp-session=t; b=2', false)).toBe('t');
    expect(readSessionCookie('smp-session=t', true)).toBe(null);
    expect(readSessionCookie('__Host-smp-session=t', true)).toBe('t');
    expect(readSessionCookie('xsmp-session=t; smp-session2=t', false)).toBe(null);
    expect(readSessionCookie(null, false)).toBe(null);
  });
});

describe('what is kept of a visitor', () => {
  it('names the browser and the system, and no version', () => {
    const android =
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36';
    expect(shortAgent(android)).toBe('Chrome · Android');
    expect(shortAgent('curl/8.0')).toBe('curl/8.0');
  });

  it.each([
    ['203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8::/48', '2001:db8:0:0'],
  ])('shortens %s to its network, and counts attempts by household', (address, kept, counted) => {
    expect(shortAddress(address)).toBe(kept);
    expect(networkOf(address)).toBe(counted);
  });
});
