import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ROLES, type Role } from '@/lib/auth/actor';
import { SENTENCES, type Sentence } from '@/lib/auth/may';
import { leadingTo } from '@/lib/auth/next-page';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { builtActions, pages, routes } from '../support/app-doors';
import { registerTestDevice } from '../support/device';
import { signedInPerson } from '../support/people';
import { ACTIONS, PAGES, ROUTES, SAMPLES, type Who } from './access-table';

const url = inject('serverUrl');
const database = inject('serverDatabaseUrl');

/** Everybody with an account; visitors are asked about apart. */
const SIGNED_IN = ROLES.filter((role) => role !== 'public');

const TABLE = 'add a row to tests/http/access-table.ts that says who may use it';

const cookies = new Map<Role, string>();
const tokens = new Map<Role, string>();
let deviceToken = '';

function allows(who: Who, role: Role): boolean {
  if (who === 'anyone' || who === 'signed in') return true;
  return who !== 'a device' && (SENTENCES[who as Sentence] as readonly Role[]).includes(role);
}

const address = (key: string) => SAMPLES[key] ?? (key.split(' ').at(-1) ?? '').replace('*', 'x');

interface Bearer {
  readonly cookie?: string | undefined;
  readonly token?: string | undefined;
}

function ask(method: string, path: string, { cookie, token }: Bearer): Promise<Response> {
  return fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      origin: url,
      ...(cookie === undefined ? {} : { cookie }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
}

/** Where a server action sends whoever calls it, without arguments; `null` when it does not. */
async function act(id: string, page: string, cookie: string | null): Promise<string | null> {
  const response = await fetch(url + page, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      origin: url,
      ...(cookie === null ? {} : { cookie }),
    },
    body: '[]',
  });
  return response.headers.get('x-action-redirect')?.split(';')[0] ?? null;
}

beforeAll(async () => {
  const pool = createPool(database, 1, () => undefined);
  const db = createPrisma(pool);
  for (const role of SIGNED_IN) {
    cookies.set(role, (await signedInPerson(url, database, { role })).cookie);
    tokens.set(role, (await createApiToken(db, { role, name: `as ${role}`, expiresAt: null })).token);
  }
  await db.$disconnect();
  await pool.end();
  deviceToken = (await registerTestDevice(url, inject('adminToken'))).token;
});

describe('the table of who may use what', () => {
  it('has a row for every page', () => {
    for (const page of pages()) expect(PAGES, `${page}: ${TABLE}`).toHaveProperty([page]);
    expect(Object.keys(PAGES).sort()).toEqual(pages());
  });

  it('has a row for every route', async () => {
    const found = await routes();
    for (const route of found) expect(ROUTES, `${route}: ${TABLE}`).toHaveProperty([route]);
    expect(Object.keys(ROUTES).sort()).toEqual(found);
  });

  it('has a row for every server action', () => {
    const found = builtActions().map(({ name }) => name);
    for (const action of found) expect(ACTIONS, `${action}: ${TABLE}`).toHaveProperty([action]);
    expect(Object.keys(ACTIONS).sort()).toEqual([...found].sort());
  });

  it('lets an auditor see everything and change nothing', () => {
    for (const [sentence, roles] of Object.entries(SENTENCES)) {
      const own = sentence === 'enter the portal' || sentence === 'keep the own account';
      const sees = sentence.startsWith('see ');
      expect((roles as readonly Role[]).includes('auditor'), sentence).toBe(sees || own);
    }
  });
});

describe.each(Object.entries(PAGES))('the page %s', (page, who) => {
  it(`opens for: ${who}`, async () => {
    const visitor = await ask('GET', address(page), {});
    if (who === 'anyone') expect(visitor.status).toBe(200);
    else
      expect([visitor.status, visitor.headers.get('location')]).toEqual([
        307,
        leadingTo('/masuk', address(page)),
      ]);
    for (const role of SIGNED_IN) {
      const answer = await ask('GET', address(page), { cookie: cookies.get(role) });
      // A signed-in person who opens the sign-in page is led on.
      if (page === '/masuk') expect(answer.headers.get('location')).toBe('/portal');
      // Somebody who may look is told that nothing has this name.
      else if (allows(who, role)) expect(answer.status, role).toBe(address(page).endsWith('/x') ? 404 : 200);
      else expect(answer.headers.get('location'), role).toBe('/portal/ditolak');
    }
  });
});

/** Whether an answer means "not you", whatever else it may be. */
const refused = ({ status }: Response) => status === 401 || status === 403;

describe.each(Object.entries(ROUTES))('%s', (route, who) => {
  const [method = ''] = route.split(' ');
  it(`answers: ${who}`, async () => {
    expect(refused(await ask(method, address(route), {}))).toBe(who !== 'anyone');
    const device = await ask(method, address(route), { token: deviceToken });
    expect(refused(device), 'a device').toBe(who !== 'anyone' && who !== 'a device');
    for (const role of SIGNED_IN) {
      const bySession = await ask(method, address(route), { cookie: cookies.get(role) });
      expect(refused(bySession), `${role}, by session`).toBe(!allows(who, role));
      if (who === 'anyone') continue;
      const byToken = await ask(method, address(route), { token: tokens.get(role) });
      expect(refused(byToken), `${role}, by API token`).toBe(!allows(who, role));
    }
  });
});

describe.each(Object.entries(ACTIONS))('the action %s', (name, who) => {
  it(`works for: ${who}`, async () => {
    const action = builtActions().find((built) => built.name === name);
    if (action === undefined) throw new Error(`${name} is not offered by any page`);
    const { id, page } = action;
    if (who !== 'anyone') expect(await act(id, page, null)).toMatch(/^\/masuk/);
    // Sessions of their own, since an action may end the one that it is called with.
    for (const role of SIGNED_IN) {
      const { cookie } = await signedInPerson(url, database, { role });
      const sent = await act(id, page, cookie);
      if (allows(who, role)) expect(sent, role).not.toBe('/portal/ditolak');
      else expect(sent, role).toBe('/portal/ditolak');
    }
  });
});
