import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOidc, type TestOidc } from '../support/oidc';
import { createTestPerson } from '../support/people';
import { startTestServer, type TestServer } from '../support/server';

/** A port that was free a moment ago: the provider has to know where people return to. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A browser without pictures: follows redirects and keeps cookies by host. */
async function browse(start: string, jar: Map<string, string>, init: RequestInit = {}): Promise<URL> {
  let url = new URL(start);
  let options = init;
  for (let hop = 0; hop < 20; hop++) {
    const own = [...jar]
      .filter(([name]) => name.startsWith(url.host))
      .map(([name, value]) => `${name.split(' ')[1]}=${value}`);
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      headers: { ...options.headers, cookie: own.join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(`${url.host} ${name}`, value);
    }
    let next = response.headers.get('location');
    if (next === null && response.headers.get('content-type')?.startsWith('application/json'))
      next = ((await response.json()) as { url?: string }).url ?? null;
    if (next === null || (response.status === 200 && next === url.href)) return url;
    url = new URL(next, url);
    options = {};
    if (url.pathname.startsWith('/portal') || url.pathname === '/masuk') return url;
  }
  throw new Error('too many redirects');
}

describe('signing in by another provider', () => {
  let oidc: TestOidc;
  let server: TestServer;
  let base = '';
  beforeAll(async () => {
    const port = await freePort();
    base = `http://localhost:${port}`;
    const client = {
      id: 'smp',
      secret: 'secret of the tests',
      returns: () => `${base}/api/auth/callback/oidc`,
    };
    oidc = await startOidc(client);
    server = await startTestServer({
      env: {
        PORT: String(port),
        HOST: 'localhost',
        NEXTAUTH_URL: base,
        OIDC_ISSUER: oidc.issuer,
        OIDC_CLIENT_ID: client.id,
        OIDC_CLIENT_SECRET: client.secret,
        OIDC_NAME: 'Akun Uji',
      },
    });
  });
  afterAll(async () => {
    await server?.stop();
    await oidc?.stop();
  });

  /** Goes the whole way. @returns the session's cookie, or `null`, where it ended, and all cookies by host */
  async function enter(
    next = '/portal',
  ): Promise<{ cookie: string | null; end: URL; jar: ReadonlyMap<string, string> }> {
    const jar = new Map<string, string>();
    const csrf = await fetch(`${base}/api/auth/csrf`);
    for (const line of csrf.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(`${new URL(base).host} ${name}`, value);
    }
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const end = await browse(`${base}/api/auth/signin/oidc`, jar, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, callbackUrl: new URL(next, base).href, json: 'true' }),
    });
    const value = jar.get(`${new URL(base).host} smp-session`);
    return { cookie: value ? `smp-session=${value}` : null, end, jar };
  }

  const opens = async (cookie: string | null) =>
    (await fetch(`${base}/portal`, { headers: { cookie: cookie ?? '' }, redirect: 'manual' })).status === 200;

  it('is offered by name on the sign-in page', async () => {
    expect(await (await fetch(`${base}/masuk`)).text()).toContain('Akun Uji');
  });

  it('lets in a person who has an account, by verified address first and by subject from then on', async () => {
    const { email } = await createTestPerson(server.databaseUrl, { role: 'analyst' });
    oidc.person = { sub: 'sari-1', email: email.toUpperCase(), email_verified: true };
    const first = await enter();
    expect(first.end.pathname).toBe('/portal');
    expect(await opens(first.cookie)).toBe(true);
    oidc.person = { sub: 'sari-1', email: 'married@elsewhere.example', email_verified: true };
    expect(await opens((await enter()).cookie)).toBe(true);
  });

  it('leads to the page that was asked for, and to no other host', async () => {
    const { email } = await createTestPerson(server.databaseUrl, { role: 'analyst' });
    oidc.person = { sub: 'wanted-more', email, email_verified: true };
    const { end } = await enter('/portal/tinjau?lane=quarantined');
    expect(`${end.pathname}${end.search}`).toBe('/portal/tinjau?lane=quarantined');
    expect((await enter('https://elsewhere.example/portal')).end.origin).toBe(base);
  });

  it('remembers the page after the provider sent somebody back without success', async () => {
    oidc.person = { sub: 'lost', email: 'lost@elsewhere.example', email_verified: true };
    const { end, jar } = await enter('/portal/tinjau?lane=quarantined');
    expect(end.pathname).toBe('/masuk');
    const cookie = [...jar].map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ');
    const page = await (await fetch(end, { headers: { cookie } })).text();
    expect(page).toContain('/portal/tinjau?lane=quarantined');
  });

  it('lets in nobody else', async () => {
    const { email } = await createTestPerson(server.databaseUrl);
    const refused = [
      { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true },
      { sub: 'unproven', email, email_verified: false },
    ];
    for (const person of refused) {
      oidc.person = person;
      const { cookie, end } = await enter();
      expect(cookie).toBe(null);
      expect(`${end.pathname}${end.search}`).toBe('/masuk?error=unknown');
    }
    oidc.person = { sub: 'owner', email, email_verified: true };
    expect(await opens((await enter()).cookie)).toBe(true);
    // Somebody else who got the address at the provider afterwards is somebody else.
    oidc.person = { sub: 'later-owner', email, email_verified: true };
    expect((await enter()).cookie).toBe(null);
  });
});
