import { randomUUID } from 'node:crypto';
import { createTranslator } from 'next-intl';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answering } from '@/app/act';
import type { UserActor } from '@/lib/auth/actor';
import { createSessionTokens } from '@/lib/auth/session-token';
import { changePerson } from '@/lib/services/change-person';
import { endToken, issueToken, rotateToken } from '@/lib/services/manage-tokens';
import { resetPerson } from '@/lib/services/reset-person';
import { createSessionRegistry } from '@/lib/services/session-registry';
import en from '@/messages/en.json';
import id from '@/messages/id.json';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson } from '../support/people';

let locale: 'id' | 'en' = 'id';
vi.mock('next-intl/server', () => ({
  getTranslations: async (namespace: 'faults') =>
    createTranslator({ locale, messages: locale === 'id' ? id : en, namespace }),
}));

const sessionSecret = 'a secret of the tests, long enough';
const clock = { now: () => Date.parse('2026-11-22T10:00:00Z') };

/** What a form of the portal says in both languages when its work is refused. */
async function said(work: () => Promise<unknown>): Promise<readonly (string | undefined)[]> {
  const answers: (string | undefined)[] = [];
  for (locale of ['id', 'en'] as const) {
    const { fault } = await answering(async () => {
      await work();
      return {};
    });
    answers.push(fault);
  }
  return answers;
}

describe('a refusal about people and tokens', () => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof build>>;
  const build = async () => {
    const { pool, db } = database;
    const catalog = await database.catalog();
    const sessions = createSessionRegistry({ db, clock, tokens: createSessionTokens(sessionSecret) });
    return { pool, db, clock, sessions, catalog: () => catalog };
  };
  const person = async (role: 'admin' | 'officer'): Promise<UserActor> => {
    const { id: userId } = await createTestPerson(database.url, { role });
    return { kind: 'user', userId, role, marketId: null, regionId: null };
  };
  let admin: UserActor;
  beforeAll(async () => {
    database = await openSeededDatabase();
    deps = await build();
    admin = await person('admin');
  });
  afterAll(() => database?.close());

  it('says that the last administrator of the nation stays, however they would go', async () => {
    const words = [
      'Harus tetap ada yang mengelola seluruh Indonesia. Angkat administrator nasional lain dulu.',
      'Somebody has to look after the nation. Make another national administrator first.',
    ];
    const program = { kind: 'api-token', tokenId: randomUUID(), role: 'admin' } as const;
    const to = { name: 'Ibu', role: 'admin', market: '', region: '31' };
    for (const change of [
      { kind: 'disable' },
      { kind: 'standing', to },
      { kind: 'standing', to: { ...to, role: 'officer', region: '' } },
    ] as const)
      expect(await said(() => changePerson(deps, program, admin.userId, change, null))).toEqual(words);
  });

  it('names the field that it stands against', async () => {
    const to = { name: 'Ibu', role: 'officer', market: 'TIDAK-ADA', region: '' };
    const { userId } = await person('officer');
    const answer = await answering(async () => {
      await changePerson(deps, admin, userId, { kind: 'standing', to }, null);
      return {};
    });
    expect(answer).toMatchObject({ field: 'market' });
  });

  it('says that a token which has ended is replaced by none', async () => {
    const input = { name: 'mitra', role: 'analyst', scopes: [], marketId: null, regionId: null, days: 30 };
    const token = await issueToken(deps, admin, input, null);
    await endToken(deps, admin, token.id, null);
    expect(await said(() => rotateToken(deps, admin, token.id, { overlapHours: 1 }, null))).toEqual([
      'Token ini sudah berakhir. Terbitkan yang baru.',
      'This token has ended. Issue a new one.',
    ]);
  });

  it('says that somebody who is shut out gets no link before they are let in again', async () => {
    const { userId } = await person('officer');
    await changePerson(deps, admin, userId, { kind: 'disable' }, null);
    const link = () => resetPerson(deps, admin, userId, { secondStep: false }, null);
    expect(await said(link)).toEqual([
      'Akses orang ini tertutup. Buka dulu, lalu buat tautannya.',
      'This person is shut out. Let them in again first, then make the link.',
    ]);
    await changePerson(deps, admin, userId, { kind: 'enable' }, null);
    expect(await said(link)).toEqual([undefined, undefined]);
  });
});
