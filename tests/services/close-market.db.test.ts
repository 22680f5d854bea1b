import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayToIso, localDay } from '@/lib/market/calendar';
import { closeMarket, previewClosing, reopenMarket } from '@/lib/services/close-market';
import { saveMarket } from '@/lib/services/save-market';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { readCatalogVersion } from '@/lib/store/catalog/catalog-version';
import { actorOf, masterDeps, refusalOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

const REASON = 'Terbakar; pedagang pindah ke PASAR-014';
const day = (ahead: number) => dayToIso(localDay(Date.now(), 'Asia/Jakarta') + ahead);

describe.each(await availableKinds())('closing a market, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof masterDeps>>;
  const admin = actorOf('admin');
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    deps = await masterDeps(database);
  });
  afterAll(() => database?.close());

  const facts = { name: 'Pasar Uji', city: 'Jakarta', region: '31', latitude: '-6.2', longitude: '106.9' };
  const registered = async (code: string) => {
    await saveMarket(deps, admin, null, { ...facts, code }, null);
    return deps.catalog().marketByCode.get(code)?.id ?? 0;
  };
  const audit = (code: string) =>
    database.column<unknown>(
      `SELECT json_build_object('action', action, 'before', before, 'after', after, 'sealed', ledger_index IS NOT NULL)
         AS value FROM audit WHERE subject = $1 AND action <> 'market.create' ORDER BY id`,
      [`market:${code}`],
    );

  it('holds at once, is told to other instances, and is sealed; so is taking it back', async () => {
    await registered('PASAR-C1');
    const version = await readCatalogVersion(database.pool);
    await closeMarket(deps, admin, 'PASAR-C1', { closedOn: day(0), reason: REASON }, 'request-1');
    const held = () => deps.catalog().marketByCode.get('PASAR-C1');
    expect(held()).toMatchObject({ closedOn: day(0), closedReason: REASON });
    expect(await readCatalogVersion(database.pool)).toBe(version + 1);
    await reopenMarket(deps, admin, 'PASAR-C1', 'request-2');
    expect(held()).toMatchObject({ closedOn: null, closedReason: null });
    const [shut, open] = [
      { closedOn: day(0), reason: REASON },
      { closedOn: null, reason: null },
    ];
    expect(await audit('PASAR-C1')).toEqual([
      { action: 'market.close', before: open, after: shut, sealed: true },
      { action: 'market.reopen', before: shut, after: open, sealed: true },
    ]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });

  it('may have been long ago or be announced for a year ahead, with a reason, and names what cannot be', async () => {
    await registered('PASAR-C2');
    const close = (closedOn: string, reason = REASON) =>
      refusalOf(previewClosing(deps, admin, 'PASAR-C2', { closedOn, reason }));
    for (const good of ['2019-05-01', day(-1), day(0), day(366)])
      expect(await close(good), good).toBe('done');
    for (const bad of ['', '2026-02-30', '03/12/2026', '1999-12-31', day(367)])
      expect(await close(bad), bad).toEqual(['closedOn: bad_closing_day']);
    expect(await close('x', ' -  ')).toEqual(['closedOn: bad_closing_day', 'reason: bad_closing_reason']);
  });

  it('contradicts a second closing, and reopening what is open', async () => {
    await registered('PASAR-C3');
    const input = { closedOn: day(0), reason: REASON };
    expect(await refusalOf(reopenMarket(deps, admin, 'PASAR-C3', null))).toBe('CONFLICT');
    await closeMarket(deps, admin, 'PASAR-C3', input, null);
    expect(await refusalOf(closeMarket(deps, admin, 'PASAR-C3', input, null))).toBe('CONFLICT');
    expect(await refusalOf(previewClosing(deps, admin, 'PASAR-C3', input))).toBe('CONFLICT');
    expect(await refusalOf(closeMarket(deps, admin, 'NOBODY', input, null))).toBe('NOT_FOUND');
  });

  it('is done by administrators of the place and nobody else', async () => {
    await registered('PASAR-C4');
    const input = { closedOn: day(0), reason: REASON };
    const others = [
      actorOf('admin', { regionId: 36 }),
      ...(['officer', 'validator', 'analyst', 'auditor', 'enumerator', 'operator'] as const).map((r) =>
        actorOf(r),
      ),
    ];
    for (const other of others) {
      expect(await refusalOf(previewClosing(deps, other, 'PASAR-C4', input))).toBe('FORBIDDEN');
      expect(await refusalOf(closeMarket(deps, other, 'PASAR-C4', input, null))).toBe('FORBIDDEN');
      expect(await refusalOf(reopenMarket(deps, other, 'PASAR-C4', null))).toBe('FORBIDDEN');
    }
    const jakarta = actorOf('admin', { regionId: 31 });
    expect(await refusalOf(closeMarket(deps, jakarta, 'PASAR-C4', input, null))).toBe('done');
  });

  it('tells beforehand what stands there, and changes nothing by that', async () => {
    const marketId = await registered('PASAR-C5');
    const device = { marketId, role: 'operator' };
    await database.db.device.createMany({
      data: [
        { ...device, id: 'C5-A', status: 'active' },
        { ...device, id: 'C5-B', status: 'retired' },
      ],
    });
    await database.pool.query(
      `INSERT INTO alert (id, kind, level, state, market_id, evidence, opened_at, simulated)
       SELECT gen_random_uuid(), kind, 'info', state, $1, '{}', now(), false
       FROM (VALUES ('silent', 'open'), ('device', 'open'), ('manual', 'open'), ('silent', 'closed')) v (kind, state)`,
      [marketId],
    );
    const seen = (id: number, at: string) =>
      database.pool.query(
        `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id,
           price, lane, provenance) VALUES ($1, $2, now(), now(), $3, 31, 1, 15000, 0, 0)`,
        [id, at, marketId],
      );
    await seen(-1, '2026-03-01T16:59:59Z');
    await seen(-2, '2026-03-01T17:00:00Z');
    const input = { closedOn: '2026-03-02', reason: REASON };
    expect(await previewClosing(deps, admin, 'PASAR-C5', input)).toEqual({
      devices: 1,
      alerts: 2,
      manualAlerts: 1,
      pricesSince: 1,
    });
    expect(deps.catalog().marketByCode.get('PASAR-C5')?.closedOn).toBeNull();
  });

  it('keeps a day and its reason together, whoever writes', async () => {
    await expect(database.pool.query(`UPDATE market SET closed_on = '2026-01-01'`)).rejects.toThrow(
      /market_closed_for_a_reason/,
    );
  });
});
