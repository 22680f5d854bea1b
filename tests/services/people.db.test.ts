import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { createSessionTokens } from '@/lib/auth/session-token';
import { commitTo } from '@/lib/ledger/commitment';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { authenticateApiToken } from '@/lib/services/api-tokens';
import { auditRecordText } from '@/lib/services/audit-record';
import { changePerson } from '@/lib/services/change-person';
import { invitePerson } from '@/lib/services/invite-person';
import { endToken, issueToken, rotateToken } from '@/lib/services/manage-tokens';
import { auditCsv, readAudit } from '@/lib/services/read-audit';
import { redeemLink } from '@/lib/services/redeem-link';
import { resetPerson } from '@/lib/services/reset-person';
import { sealAct } from '@/lib/services/seal-act';
import { confirmSecondStep, proposeSecondStep } from '@/lib/services/second-step';
import { createSessionRegistry } from '@/lib/services/session-registry';
import { signIn } from '@/lib/services/sign-in';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson } from '../support/people';

const sessionSecret = 'a secret of the tests, long enough';
const PASSWORD = 'kunyit di lumbung padi';
const TOKEN = {
  name: 'partner',
  role: 'analyst',
  scopes: ['see alerts'],
  marketId: null,
  regionId: 31,
  days: 30,
};

describe('people', () => {
  let database: OpenDatabase;
  let now = Date.parse('2026-11-22T10:00:00Z');
  const clock = { now: () => now };
  const build = async () => {
    const { pool, db } = database;
    const catalog = await database.catalog();
    const sessions = createSessionRegistry({ db, clock, tokens: createSessionTokens(sessionSecret) });
    return {
      pool,
      db,
      clock,
      sessions,
      sessionSecret,
      commonPasswords: new Set<string>(),
      catalog: () => catalog,
    };
  };
  let deps: Awaited<ReturnType<typeof build>>;
  let admin: UserActor;

  beforeAll(async () => {
    database = await openSeededDatabase();
    deps = await build();
    const { id } = await createTestPerson(database.url);
    admin = { kind: 'user', userId: id, role: 'admin', marketId: null, regionId: null };
  });
  afterAll(() => database.close());

  const invite = (over: object = {}, requestId: string | null = null) =>
    invitePerson(
      deps,
      admin,
      {
        email: `p-${randomUUID()}@smp.example`,
        name: 'Pak Budi',
        role: 'officer',
        market: 'PASAR-001',
        region: '',
        ...over,
      },
      requestId,
    );
  /** Somebody whose second step is proposed and not confirmed. */
  const proposed = async () => {
    const known = await createTestPerson(database.url, { role: 'analyst' });
    const actor: UserActor = {
      kind: 'user',
      userId: known.id,
      role: 'analyst',
      marketId: null,
      regionId: null,
    };
    const person = { actor, sessionId: 's', name: 'A', email: known.email, mustChangePassword: false };
    const { typed } = await proposeSecondStep(deps, person);
    const secret = Secret.fromBase32(typed.replaceAll(' ', ''));
    const app = new TOTP({ secret });
    return { known, person, secret, code: () => app.generate({ timestamp: now }) };
  };
  /** All that is done with tokens. */
  const tokenActs = async (requestId: string | null) => {
    const old = await issueToken(deps, admin, TOKEN, requestId);
    const fresh = await rotateToken(deps, admin, old.id, { overlapHours: 1 }, requestId);
    await endToken(deps, admin, fresh.id, requestId);
  };
  const standing = (role: string, region = '') => ({ name: 'X', role, market: '', region });

  it('come in by an invitation that works once, whoever else tries at the same time', async () => {
    const { email, link } = await invite();
    const before = await signIn(deps, { email, password: '', code: '' }, null);
    expect(before).toEqual({ ok: false, reason: 'refused' });
    await expect(redeemLink(deps, link.token, 'short', null)).rejects.toMatchObject({
      code: 'INVALID',
      errors: [{ field: 'next', code: 'short' }],
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => redeemLink(deps, link.token, `${PASSWORD} ${i}`, null)),
    );
    const won = tries.flatMap((t, i) => (t.status === 'fulfilled' ? [i] : []));
    expect(won).toHaveLength(1);
    const password = `${PASSWORD} ${won[0]}`;
    expect(await signIn(deps, { email: email.toUpperCase(), password, code: '' }, null)).toMatchObject({
      ok: true,
    });
    await expect(redeemLink(deps, link.token, PASSWORD, null)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('find a link worthless that ran out, that a newer one replaced, or whose person was shut out', async () => {
    const gone = (token: string) =>
      expect(redeemLink(deps, token, PASSWORD, null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const late = await invite();
    now += 73 * 3_600_000;
    await gone(late.link.token);
    const first = await resetPerson(deps, admin, late.userId, { secondStep: false }, null);
    const second = await resetPerson(deps, admin, late.userId, { secondStep: false }, null);
    await gone(first.link.token);
    await changePerson(deps, admin, late.userId, { kind: 'disable' }, null);
    await gone(second.link.token);
    await changePerson(deps, admin, late.userId, { kind: 'enable' }, null);
    await redeemLink(deps, second.link.token, PASSWORD, null);
  });

  it('have to wait after wrong passwords, also those whom nobody knows, and also with the right one', async () => {
    const known = await createTestPerson(database.url, { role: 'officer' });
    for (const email of [known.email, 'nobody@smp.example']) {
      const attempt = (password: string) =>
        signIn(deps, { email, password, code: '' }, `10.0.0.${email.length}`);
      const tries = await Promise.all(Array.from({ length: 12 }, () => attempt('wrong')));
      const reasons = tries.map((t) => (t.ok ? 'in' : t.reason));
      expect(reasons.filter((r) => r === 'refused')).toHaveLength(5);
      expect(reasons.filter((r) => r === 'later')).toHaveLength(7);
      expect(await attempt(known.password)).toEqual({ ok: false, reason: 'later' });
    }
    now += 30_000;
    const right = { email: known.email, password: known.password, code: '' };
    expect(await signIn(deps, right, null)).toMatchObject({ ok: true });
  });

  it('pass the second step with a code of the app or a recovery code, each taken once', async () => {
    const { known, person, secret, code } = await proposed();
    const enter = (given: string) =>
      signIn(deps, { email: known.email, password: known.password, code: given }, null);
    expect(await enter('')).toMatchObject({ ok: true });
    await expect(confirmSecondStep(deps, person, '000000', null)).rejects.toMatchObject({ code: 'INVALID' });
    const codes = await confirmSecondStep(deps, person, code(), null);
    expect(codes).toHaveLength(10);
    expect(await enter('')).toEqual({ ok: false, reason: 'code_needed' });
    expect(await enter(code())).toEqual({ ok: false, reason: 'code_wrong' });
    now += 30_000;
    const taken = await Promise.all([1, 2, 3, 4].map(() => enter(code())));
    expect(taken.filter((t) => t.ok)).toHaveLength(1);
    now += 20 * 60_000;
    const [recovery = ''] = codes;
    expect(await enter(recovery.toLowerCase())).toMatchObject({ ok: true });
    expect(await enter(recovery)).toEqual({ ok: false, reason: 'code_wrong' });
    const [stored] = await database.column<Buffer>(
      'SELECT totp_secret AS value FROM app_user WHERE id = $1',
      [known.id],
    );
    expect(stored?.includes(Buffer.from(secret.buffer))).toBe(false);
  });

  it('are managed only where an administrator looks after, and nobody raises themselves', async () => {
    const local: UserActor = { ...admin, userId: randomUUID(), regionId: 31 };
    const elsewhere = await invite({ market: '', region: '32' });
    const here = await invite();
    const change = (actor: UserActor, id: string, role: string, region = '') =>
      changePerson(deps, actor, id, { kind: 'standing', to: standing(role, region) }, null);
    await expect(change(local, elsewhere.userId, 'auditor', '32')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(change(local, here.userId, 'admin')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await change(local, here.userId, 'validator', '31');
    await expect(change(admin, admin.userId, 'auditor')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const auditor: UserActor = { ...admin, userId: randomUUID(), role: 'auditor' };
    await expect(change(auditor, here.userId, 'officer')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(change(admin, 'no-uuid', 'officer')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('always leave somebody who looks after the nation, also when two remove each other at once', async () => {
    const other = await createTestPerson(database.url);
    const second: UserActor = { ...admin, userId: other.id };
    const results = await Promise.allSettled([
      changePerson(deps, admin, second.userId, { kind: 'disable' }, null),
      changePerson(deps, second, admin.userId, { kind: 'disable' }, null),
    ]);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    await database.pool.query('UPDATE app_user SET disabled_at = NULL');
  });

  it('issue tokens that are kept as hashes, replaced with an overlap, and ended at once', async () => {
    const old = await issueToken(deps, admin, TOKEN, null);
    const lifeOf = async (id: string) => {
      const found = await deps.db.apiToken.findUniqueOrThrow({ where: { id } });
      return ((found.expiresAt?.getTime() ?? 0) - found.createdAt.getTime()) / 86_400_000;
    };
    const who = (token: string) => authenticateApiToken(deps.db, token, now);
    expect(await who(old.token)).toMatchObject({ role: 'analyst', scopes: ['see alerts'], regionId: 31 });
    const kept = await database.column<string>('SELECT to_jsonb(t)::text AS value FROM api_token t');
    expect(kept.some((row) => row.includes(old.token.slice(13)))).toBe(false);
    const fresh = await rotateToken(deps, admin, old.id, { overlapHours: 1 }, null);
    // It lives as long as the one that it replaces was made for, and no longer.
    expect(await lifeOf(fresh.id)).toBe(TOKEN.days);
    await who(old.token);
    now += 3_600_000;
    await expect(who(old.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await who(fresh.token)).toMatchObject({ regionId: 31 });
    await endToken(deps, admin, fresh.id, null);
    await expect(who(fresh.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(
      issueToken(deps, admin, { ...TOKEN, scopes: ['manage people'] }, null),
    ).rejects.toMatchObject({
      code: 'INVALID',
    });
    const local: UserActor = { ...admin, regionId: 31 };
    await expect(issueToken(deps, local, { ...TOKEN, regionId: null }, null)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('issue no token for a place that is none, which would be the nation', async () => {
    const input = { name: 'mitra', role: 'analyst', scopes: [], marketId: null, regionId: null, days: 30 };
    for (const [field, place] of [
      ['region', { regionId: 999 }],
      ['region', { regionId: Number.NaN }],
      ['market', { marketId: 999_999 }],
    ] as const)
      await expect(issueToken(deps, admin, { ...input, ...place }, null)).rejects.toMatchObject({
        code: 'INVALID',
        errors: [{ field }],
      });
  });

  it('have their market found however its code is typed, and are told of a province beside it', async () => {
    const { userId } = await invite({ market: ' pasar-001' });
    const places = await database.column<number>(
      `SELECT market_id AS value FROM app_user WHERE id = '${userId}'`,
    );
    expect(places).toEqual([deps.catalog().marketByCode.get('PASAR-001')?.id]);
    await expect(invite({ region: '31' })).rejects.toMatchObject({
      errors: [{ field: 'market', code: 'market_and_region' }],
    });
  });

  it('leave an audit row and a leaf that commits to all of it, for every act', async () => {
    const ours = 'every-act';
    const { userId, link } = await invite({}, ours);
    await redeemLink(deps, link.token, PASSWORD, ours);
    await resetPerson(deps, admin, userId, { secondStep: false }, ours);
    for (const kind of ['disable', 'enable'] as const)
      await changePerson(deps, admin, userId, { kind }, ours);
    await changePerson(deps, admin, userId, { kind: 'standing', to: standing('validator', '31') }, ours);
    const { person, code } = await proposed();
    await confirmSecondStep(deps, person, code(), ours);
    await tokenActs(ours);
    const rows = (await readAudit(deps, admin, {}, 1_000)).filter((r) => r.requestId === ours);
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((r) => r.action))).toEqual(
      new Set([
        'user.invite',
        'user.join',
        'user.reset',
        'user.disable',
        'user.enable',
        'user.change',
        'user.totp',
        'token.issue',
        'token.rotate',
        'token.revoke',
      ]),
    );
    for (const row of rows) {
      const { id, at, actorKind, actorId, action, subject, before, after, requestId } = row;
      const [text = ''] = await database.column<string>(
        "SELECT convert_from(entry, 'UTF8') AS value FROM ledger_leaf WHERE id = $1",
        [row.ledgerIndex],
      );
      const [salt] = await database.column<Buffer>(
        'SELECT salt AS value FROM ledger_salt WHERE subject = $1',
        [`audit:${id}`],
      );
      const entry = { at, actorKind, actorId, action, subject, requestId } as const;
      const full = { ...entry, before: before as object | null, after: after as object | null };
      const record = commitTo(nodeSha256, Uint8Array.from(salt ?? []), auditRecordText(id, full));
      expect(text).toContain(action);
      expect(text).toContain(record);
      expect(text).not.toContain(actorId);
      expect(text).not.toContain(subject);
    }
  });

  it('cannot change or delete what the audit says', async () => {
    await invite();
    for (const sql of [`UPDATE audit SET action = 'x'`, 'DELETE FROM audit', 'TRUNCATE audit'])
      await expect(database.pool.query(sql)).rejects.toThrow(/append-only/);
  });

  it('find in the audit what they ask for, and get it as a file that no spreadsheet runs', async () => {
    const today = new Date(now).toISOString().slice(0, 10);
    await invite();
    await tokenActs(null);
    const actions = async (search: object) =>
      (await readAudit(deps, admin, search, 100)).map((r) => r.action);
    expect(new Set(await actions({ action: 'token.' }))).toEqual(
      new Set(['token.issue', 'token.rotate', 'token.revoke']),
    );
    expect(await actions({ actor: 'nobody at all' })).toEqual([]);
    expect(await actions({ from: '2999-01-01' })).toEqual([]);
    expect((await actions({ to: today })).length).toBeGreaterThan(0);
    const [row] = await readAudit(deps, admin, { action: 'user.invite' }, 1);
    const csv = auditCsv(row === undefined ? [] : [{ ...row, actorName: '=HYPERLINK("x")' }]);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('read of the audit what belongs to their own place, an auditor too, and others nothing', async () => {
    const { id } = await createTestPerson(database.url, { role: 'officer', regionId: 71 });
    const far = await database.db.market.create({
      data: {
        code: 'JAUH',
        name: 'Jauh',
        city: 'X',
        regionId: 71,
        latitude: 1,
        longitude: 124,
        origin: 'registered',
      },
    });
    await database.db.device.create({
      data: { id: 'DEV-JAUH', marketId: far.id, role: 'operator', status: 'active' },
    });
    const officer: UserActor = { kind: 'user', userId: id, role: 'officer', marketId: null, regionId: 71 };
    const act = (subject: string, who: UserActor) =>
      withLedger(database.pool, (work) =>
        sealAct(work, who, {
          at: clock.now(),
          action: 'ledger.attest',
          subject,
          before: null,
          after: null,
          requestId: null,
        }),
      );
    for (const subject of ['device:DEV-JAUH', 'market:JAUH', `user:${id}`, 'macro'])
      await act(subject, admin);
    await act('alias:1', officer);
    const seenBy = async (actor: UserActor) =>
      (await readAudit(deps, actor, { action: 'ledger.attest' }, 50)).map((r) => r.subject).sort();
    const here = ['alias:1', 'device:DEV-JAUH', 'market:JAUH', `user:${id}`].sort();
    expect(await seenBy(admin)).toEqual([...here, 'macro'].sort());
    for (const role of ['admin', 'auditor'] as const)
      expect(await seenBy({ ...admin, role, regionId: 71 })).toEqual(here);
    expect(await seenBy({ ...admin, role: 'auditor', marketId: far.id })).toEqual([
      'device:DEV-JAUH',
      'market:JAUH',
    ]);
    expect(await seenBy({ ...admin, regionId: 31 })).toEqual([]);
    expect(() => readAudit(deps, officer, {}, 1)).toThrow(/administrators and auditors/);
  });
});
