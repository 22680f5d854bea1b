import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice, type TestDevice } from '../support/device';
import { expectHealthy, expectProblem } from './expect-problem';

const url = inject('serverUrl');
const secret = inject('jwtSecret');
const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const NOW = Math.floor(Date.now() / 1000);
const HEADER = { alg: 'HS256', typ: 'JWT' };

/** A token with a right signature over whatever header and claims are given. */
function signed(header: unknown, claims: unknown, key: string = secret, hash = 'sha256'): string {
  const head = `${b64(header)}.${b64(claims)}`;
  return `${head}.${createHmac(hash, key).update(head).digest('base64url')}`;
}

/** Claims that would be taken for `device`. */
function good(device: string): Record<string, unknown> {
  return { iss: 'smp', aud: 'smp-device', sub: device, ver: 1, jti: 'test', iat: NOW - 60, exp: NOW + 3600 };
}

function rsaSigned(claims: unknown): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const head = `${b64({ alg: 'RS256', typ: 'JWT' })}.${b64(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`;
}

/** The signature's last character carries two bits that decoders ignore; its first carries none. */
function flipped(token: string, part: number): string {
  const parts = token.split('.');
  const text = parts[part] ?? '';
  parts[part] = (text[0] === 'A' ? 'B' : 'A') + text.slice(1);
  return parts.join('.');
}

interface Vector {
  readonly name: string;
  /** The whole header, or none. */
  readonly authorization: (device: TestDevice, adminToken: string) => string | null;
  readonly cookie?: () => string;
}

/** What a signed-in person's browser holds, signed with the very secret of device tokens. */
function sessionClaims(): Record<string, unknown> {
  return { iss: 'smp', aud: 'smp-session', sub: 'admin', jti: 'test', iat: NOW - 60, exp: NOW + 3600 };
}
const sessionToken = () => signed(HEADER, sessionClaims());
const sessionCookie = () => `smp_session=${sessionToken()}; next-auth.session-token=${sessionToken()}`;

function publicPem(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

const bearer = (token: string) => `Bearer ${token}`;
const forged = (name: string, make: (claims: Record<string, unknown>, token: string) => string): Vector => ({
  name,
  authorization: (device) => bearer(make(good(device.deviceId), device.token)),
});
const without = (claims: Record<string, unknown>, name: string) => {
  const { [name]: _gone, ...rest } = claims;
  return rest;
};

const VECTORS: readonly Vector[] = [
  { name: 'no header', authorization: () => null },
  { name: 'an empty header', authorization: () => '' },
  { name: 'a scheme alone', authorization: () => 'Bearer' },
  { name: 'the token without a scheme', authorization: (d) => d.token },
  { name: 'the token under another scheme', authorization: (d) => `Basic ${d.token}` },
  { name: 'two tokens', authorization: (d) => `Bearer ${d.token} ${d.token}` },
  { name: 'garbage', authorization: () => bearer('garbage') },
  { name: 'three dots of garbage', authorization: () => bearer('a.b.c') },
  { name: 'empty parts', authorization: () => bearer('..') },
  { name: 'an API token of an administrator', authorization: (_d, admin) => bearer(admin) },
  { name: 'the enrolment code', authorization: (d) => bearer(d.enrolmentCode) },
  { name: 'a session cookie instead of a token', authorization: () => null, cookie: sessionCookie },
  forged("a session's token", () => sessionToken()),
  forged("a session's token with our audience", () =>
    signed(HEADER, { ...sessionClaims(), aud: 'smp-device' }),
  ),
  forged('a session secret of the same length', (c) => signed(HEADER, c, randomBytes(32).toString('hex'))),
  forged('the token twice, joined by a comma', (_c, token) => `${token},${token}`),
  forged('the token in quotes', (_c, token) => `"${token}"`),
  forged('critical headers', (c) => signed({ ...HEADER, alg: 'none', crit: ['exp'] }, c)),
  forged('the public key as secret', (c) => signed(HEADER, c, publicPem())),
  forged('no signature', (_c, token) => token.split('.').slice(0, 2).join('.')),
  forged('an empty signature', (_c, token) => `${token.split('.').slice(0, 2).join('.')}.`),
  forged('a changed header', (_c, token) => flipped(token, 0)),
  forged('changed claims', (_c, token) => flipped(token, 1)),
  forged('a changed signature', (_c, token) => flipped(token, 2)),
  forged('a part too many', (_c, token) => `${token}.${b64('x')}`),
  forged('alg none, unsigned', (c) => `${b64({ alg: 'none', typ: 'JWT' })}.${b64(c)}.`),
  forged('alg None, signed', (c) => signed({ alg: 'None', typ: 'JWT' }, c)),
  forged('no alg', (c) => signed({ typ: 'JWT' }, c)),
  forged('alg HS512 with the right secret', (c) => signed({ alg: 'HS512', typ: 'JWT' }, c, secret, 'sha512')),
  forged('alg HS384 with the right secret', (c) => signed({ alg: 'HS384', typ: 'JWT' }, c, secret, 'sha384')),
  forged('alg RS256 with a key of its own', (c) => rsaSigned(c)),
  forged('alg RS256 but signed by the secret', (c) => signed({ alg: 'RS256', typ: 'JWT' }, c)),
  forged('another secret', (c) => signed(HEADER, c, randomBytes(32).toString('hex'))),
  forged('an empty secret', (c) => signed(HEADER, c, '')),
  forged('a key id that is a path, and an empty key', (c) =>
    signed({ ...HEADER, kid: '../../../../dev/null' }, c, ''),
  ),
  forged('a key id that is SQL', (c) => signed({ ...HEADER, kid: "x' UNION SELECT 'k' --" }, c, 'k')),
  forged('a key of its own in the header', (c) =>
    signed({ ...HEADER, jwk: { kty: 'oct', k: b64('k') } }, c, 'k'),
  ),
  forged('a key set elsewhere', (c) => signed({ ...HEADER, jku: 'http://127.0.0.1:9/keys' }, c, 'k')),
  forged('a certificate elsewhere', (c) => signed({ ...HEADER, x5u: 'http://127.0.0.1:9/cert' }, c, 'k')),
  forged('another type', (c) => signed({ alg: 'HS256', typ: 'at+jwt' }, c)),
  forged('no type', (c) => signed({ alg: 'HS256' }, c)),
  forged('a header that is a list', (c) => signed([HEADER], c)),
  forged('expired a second ago', (c) => signed(HEADER, { ...c, exp: NOW - 1 })),
  forged('no expiry', (c) => signed(HEADER, without(c, 'exp'))),
  forged('an expiry that is text', (c) => signed(HEADER, { ...c, exp: '9999999999' })),
  forged('not valid before tomorrow', (c) => signed(HEADER, { ...c, nbf: NOW + 86_400 })),
  forged('another audience', (c) => signed(HEADER, { ...c, aud: 'smp-session' })),
  forged('no audience', (c) => signed(HEADER, without(c, 'aud'))),
  forged('another issuer', (c) => signed(HEADER, { ...c, iss: 'somebody' })),
  forged('no issuer', (c) => signed(HEADER, without(c, 'iss'))),
  forged('no device', (c) => signed(HEADER, without(c, 'sub'))),
  forged('a device that nobody registered', (c) => signed(HEADER, { ...c, sub: 'DEV-NOBODY' })),
  forged('a device named __proto__', (c) => signed(HEADER, { ...c, sub: '__proto__' })),
  forged('a device that is an object', (c) => signed(HEADER, { ...c, sub: { $ne: null } })),
  forged('an earlier version', (c) => signed(HEADER, { ...c, ver: 0 })),
  forged('a later version', (c) => signed(HEADER, { ...c, ver: 2 })),
  forged('a version that is text', (c) => signed(HEADER, { ...c, ver: '1' })),
  forged('no name', (c) => signed(HEADER, without(c, 'jti'))),
  forged('claims that are null', () => signed(HEADER, 'null')),
  forged('claims that are no JSON', () => signed(HEADER, '{"sub":')),
  forged('10 kB of token', (c) => signed(HEADER, { ...c, padding: 'x'.repeat(10_000) })),
];

describe('POST /ingest takes nothing but a valid device token', () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
  });
  afterAll(() => expectHealthy(url));

  it('takes the very claims that the vectors forge, so that each fails for its own reason', async () => {
    const token = signed(HEADER, good(device.deviceId));
    const response = await device.post(device.reading(), { authorization: bearer(token) });
    expect(response.status).toBe(202);
  });

  it.each(VECTORS)('refuses $name', async ({ authorization, cookie }) => {
    const value = authorization(device, inject('adminToken'));
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (value !== null) headers.authorization = value;
    if (cookie !== undefined) headers.cookie = cookie();
    const body = JSON.stringify(device.reading({ timestamp: new Date(Date.now() - 5000).toISOString() }));
    const response = await fetch(`${url}/ingest`, { method: 'POST', headers, body });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    const problem = await expectProblem(response, 401);
    expect(JSON.stringify(problem)).not.toContain(device.token);
  });

  it('has at least thirty such vectors', () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(30);
  });
});
