import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import type { Log } from '@/lib/log';
import { deliverLink } from '@/lib/services/deliver-link';
import { invitePerson } from '@/lib/services/invite-person';
import { redeemLink } from '@/lib/services/redeem-link';
import { resetPerson } from '@/lib/services/reset-person';
import { createMailer } from '@/server/mailer';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson } from '../support/people';
import { availableKinds } from '../support/postgres';
import { type SmtpServer, startSmtpServer } from '../support/smtp';

const ORIGIN = 'https://harga.example.go.id/';
const FROM = 'Harga Pasar <smp@example.go.id>';
const ADMIN: UserActor = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-000000000009',
  role: 'admin',
  marketId: null,
  regionId: null,
};

describe('letters to people, by a mail server', () => {
  let database: OpenDatabase;
  let post: SmtpServer;
  const warned: string[] = [];
  const log = { warn: (_: unknown, text: string) => void warned.push(text) } as unknown as Log;
  beforeAll(async () => {
    const kind = (await availableKinds()).at(-1) ?? 'embedded';
    [database, post] = await Promise.all([openSeededDatabase(kind), startSmtpServer()]);
  });
  afterAll(async () => {
    await post?.close();
    await database?.close();
  });

  const deps = async () => {
    const catalog = await database.catalog();
    return {
      pool: database.pool,
      clock: { now: () => Date.now() },
      catalog: () => catalog,
      commonPasswords: new Set<string>(),
      sessions: { forgetUser: () => undefined },
    };
  };
  const mailer = (url = post.url) => createMailer({ smtp: { url, from: FROM } });
  const invite = async (email: string) =>
    invitePerson(
      (await deps()) as Parameters<typeof invitePerson>[0],
      ADMIN,
      { email, name: 'Bu Ayu', role: 'officer', market: 'PASAR-001', region: '' },
      null,
    );
  /** The link of the last letter, as somebody would open it. */
  const linkIn = (text = '') => /https:\/\/\S+/.exec(text)?.[0] ?? '';

  it('brings an invitation in both languages, whose link lets exactly this person choose a password once', async () => {
    const invited = await invite('ayu@pasar.example');
    const sent = await deliverLink({ mailer: mailer(), log }, invited, invited.link, ORIGIN);
    expect(sent).toEqual({ sent: true });
    const mail = post.mails.at(-1);
    expect(mail).toMatchObject({ from: 'smp@example.go.id', to: 'ayu@pasar.example' });
    expect(mail?.subject).toBe('Undangan ke Smart Market Platform · Invitation');
    expect(mail?.text).toMatch(/Anda diundang.*\n.*You are invited/s);
    const link = linkIn(mail?.text);
    expect(link).toMatch(/^https:\/\/harga\.example\.go\.id\/tautan#[\w-]{30,}$/);
    const token = link.split('#')[1] ?? '';
    const use = async () =>
      redeemLink(
        (await deps()) as unknown as Parameters<typeof redeemLink>[0],
        token,
        'perahu kayu di muara',
        null,
      );
    expect(await use()).toBe('ayu@pasar.example');
    await expect(use()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('brings a link for a new password, in other words than an invitation', async () => {
    const { id: userId, email } = await createTestPerson(database.url, { role: 'officer' });
    const reset = await resetPerson(
      (await deps()) as unknown as Parameters<typeof resetPerson>[0],
      ADMIN,
      userId,
      { secondStep: false },
      null,
    );
    await deliverLink({ mailer: mailer(), log }, reset, reset.link, ORIGIN);
    const mail = post.mails.at(-1);
    expect(mail?.to).toBe(email);
    expect(mail?.subject).toBe('Kata sandi baru untuk Smart Market Platform · New password');
    expect(mail?.text).toMatch(/memilih kata sandi baru.*choose a new password/s);
    expect(linkIn(mail?.text)).toContain(reset.link.token);
  });

  it('gives the link to whoever made it when the server refuses, is not there or does not know us', async () => {
    const invited = await invite('cici@pasar.example');
    const before = post.mails.length;
    const byHand = {
      sent: false,
      tried: true,
      url: `https://harga.example.go.id/tautan#${invited.link.token}`,
    };
    post.refuse('550 no such user');
    expect(await deliverLink({ mailer: mailer(), log }, invited, invited.link, ORIGIN)).toMatchObject(byHand);
    post.refuse(null);
    for (const url of ['smtp://127.0.0.1:1', post.url.replace('smp:', 'somebody:')]) {
      expect(await deliverLink({ mailer: mailer(url), log }, invited, invited.link, ORIGIN)).toMatchObject(
        byHand,
      );
    }
    expect(post.mails.length).toBe(before);
    expect(warned).toEqual(Array(3).fill('a mail could not be sent'));
    const without = await deliverLink({ mailer: null, log }, invited, invited.link, ORIGIN);
    expect(without).toMatchObject({ sent: false, tried: false });
  });
});
