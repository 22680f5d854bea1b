import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '@/lib/ingest/commodity-name';
import { baseUnitsOf } from '@/lib/ingest/unit';
import { addAlias, removeAlias } from '@/lib/services/save-alias';
import { saveCommodity } from '@/lib/services/save-commodity';
import { saveMarket } from '@/lib/services/save-market';
import { removeUnit, saveUnit } from '@/lib/services/save-unit';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { readCatalogVersion } from '@/lib/store/catalog/catalog-version';
import { actorOf, masterDeps, refusalOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

const MARKET = {
  code: 'pasar-x1',
  name: '  Pasar   Uji ',
  city: 'Jakarta Timur',
  region: '31',
  latitude: '-6,2',
  longitude: '106.9',
};

describe.each(await availableKinds())('names and places, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof masterDeps>>;
  const admin = actorOf('admin');
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    deps = await masterDeps(database);
  });
  afterAll(() => database?.close());

  const audit = (action: string, code: string) =>
    database.column<{ before: unknown; after: unknown; leaf: number | null }>(
      `SELECT json_build_object('before', before, 'after', after, 'leaf', ledger_index) AS value
       FROM audit WHERE action = $1 AND subject = $2 ORDER BY id DESC`,
      [action, `market:${code}`],
    );
  /** Registers a market of a test's own. @returns what its form says */
  const registered = async (code: string, region: string) => {
    const input = { ...MARKET, code, region };
    await saveMarket(deps, admin, null, input, null);
    return input;
  };

  it('registers a market, tells other instances, and seals it in audit and ledger', async () => {
    const version = await readCatalogVersion(database.pool);
    await saveMarket(deps, admin, null, MARKET, 'request-1');
    const made = deps.catalog().marketByCode.get('PASAR-X1');
    expect(made).toMatchObject({ name: 'Pasar Uji', regionId: 31, latitude: -6.2, origin: 'registered' });
    expect(await readCatalogVersion(database.pool)).toBe(version + 1);
    const [row] = await audit('market.create', 'PASAR-X1');
    expect(row).toMatchObject({ before: null, after: { code: 'PASAR-X1', name: 'Pasar Uji' } });
    expect(row?.leaf).not.toBeNull();
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    expect(await refusalOf(saveMarket(deps, admin, null, MARKET, null))).toEqual(['code: code_taken']);
  });

  it('names every field that cannot be', async () => {
    const input = { code: '?', name: 'x', city: '', region: '99', latitude: '106,8', longitude: '-6,2' };
    expect(await refusalOf(saveMarket(deps, admin, null, input, null))).toEqual([
      'code: bad_code',
      'name: bad_name',
      'city: bad_city',
      'region: bad_region',
      'latitude: swapped_point',
    ]);
    const goods = {
      code: '?',
      nameId: '-5',
      nameEn: '<script>alert(1)</script>',
      unit: 'x',
      volatility: 'x',
    };
    expect(await refusalOf(saveCommodity(deps, admin, null, goods, null))).toEqual([
      'code: bad_commodity_code',
      'nameId: bad_short_name',
      'nameEn: bad_short_name',
      'unit: bad_unit',
      'volatility: bad_volatility',
    ]);
  });

  it('changes a market and keeps its code; its province stays once prices are stored', async () => {
    const market = await registered('PASAR-X2', '31');
    await saveMarket(deps, admin, 'PASAR-X2', { ...market, name: 'Pasar Uji Baru', region: '36' }, null);
    const held = deps.catalog().marketByCode.get('PASAR-X2');
    expect(held).toMatchObject({ name: 'Pasar Uji Baru', regionId: 36 });
    await database.pool.query(
      `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id, price,
         lane, provenance) VALUES (1, now(), now(), now(), $1, 36, 1, 15000, 0, 0)`,
      [held?.id],
    );
    expect(await refusalOf(saveMarket(deps, admin, 'PASAR-X2', market, null))).toEqual([
      'region: region_fixed',
    ]);
    expect(await audit('market.change', 'PASAR-X2')).toHaveLength(1);
  });

  it('lets an administrator of a province change its markets and no others', async () => {
    const banten = actorOf('admin', { regionId: 36 });
    const jakarta = actorOf('admin', { regionId: 31 });
    const market = await registered('PASAR-X3', '36');
    const input = { ...market, name: 'Pasar Banten' };
    expect(await refusalOf(saveMarket(deps, jakarta, 'PASAR-X3', input, null))).toBe('FORBIDDEN');
    expect(await refusalOf(saveMarket(deps, banten, 'PASAR-X3', input, null))).toBe('done');
    // Nobody draws a market of elsewhere into the own province.
    expect(await refusalOf(saveMarket(deps, jakarta, 'PASAR-X3', { ...market, region: '31' }, null))).toBe(
      'FORBIDDEN',
    );
    for (const role of ['officer', 'validator', 'analyst', 'auditor', 'enumerator'] as const)
      expect(await refusalOf(saveMarket(deps, actorOf(role), 'PASAR-X3', input, null)), role).toBe(
        'FORBIDDEN',
      );
    const goods = { code: 'terigu', nameId: 'Terigu', nameEn: 'Flour', unit: 'kg', volatility: 'low' };
    expect(await refusalOf(saveCommodity(deps, banten, null, goods, null))).toBe('FORBIDDEN');
  });

  it('teaches a name for one market without touching the others, and forgets it', async () => {
    await registered('PASAR-X4', '31');
    const input = { alias: 'Cabe Merah', commodity: 'cabai-merah-keriting', market: 'PASAR-X4' };
    const marketId = deps.catalog().marketByCode.get('PASAR-X4')?.id ?? 0;
    const before = meaningOf('cabe merah', deps.catalog(), null);
    await addAlias(deps, actorOf('admin', { marketId }), input, null);
    const meaning = meaningOf('cabe-merah', deps.catalog(), marketId);
    expect(meaning).toMatchObject({ kind: 'known' });
    expect(meaningOf('cabe merah', deps.catalog(), null)).toEqual(before);
    const twice = { ...input, alias: 'CABE  merah', commodity: 'bawang-merah' };
    expect(await refusalOf(addAlias(deps, admin, twice, null))).toEqual(['alias: alias_taken']);
    const [id = 0] = await database.column<number>(
      'SELECT id AS value FROM commodity_alias WHERE market_id = $1',
      [marketId],
    );
    expect(await refusalOf(removeAlias(deps, actorOf('admin', { regionId: 11 }), id, null))).toBe(
      'FORBIDDEN',
    );
    await removeAlias(deps, admin, id, null);
    expect(await refusalOf(removeAlias(deps, admin, id, null))).toBe('NOT_FOUND');
    expect(meaningOf('cabe merah', deps.catalog(), marketId)).toEqual(before);
  });

  it('makes a name ambiguous when it is taught a second meaning everywhere', async () => {
    await addAlias(deps, admin, { alias: 'si merah', commodity: 'bawang-merah', market: null }, null);
    expect(meaningOf('si merah', deps.catalog(), null).kind).toBe('known');
    await addAlias(deps, admin, { alias: 'Si-Merah', commodity: 'cabai-rawit-merah', market: null }, null);
    expect(meaningOf('si merah', deps.catalog(), null)).toEqual({
      kind: 'ambiguous',
      candidates: ['bawang-merah', 'cabai-rawit-merah'],
    });
  });

  it('adds a commodity under the next number, and keeps its unit once prices are stored', async () => {
    const input = {
      code: 'terigu',
      nameId: 'Tepung Terigu',
      nameEn: 'Wheat flour',
      unit: 'kg',
      volatility: 'low',
    };
    await saveCommodity(deps, admin, null, input, null);
    const made = deps.catalog().commodityByCode.get('terigu');
    expect(made?.id).toBe(Math.max(...deps.catalog().commodities.keys()));
    await saveCommodity(deps, admin, 'terigu', { ...input, unit: 'l', volatility: 'high' }, null);
    expect(deps.catalog().commodityByCode.get('terigu')).toMatchObject({ unit: 'l', volatility: 'high' });
    await database.pool.query(
      `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
       VALUES (0, 0, $1, now(), 1, 1, 1, 1, 0)`,
      [made?.id],
    );
    expect(await refusalOf(saveCommodity(deps, admin, 'terigu', input, null))).toEqual(['unit: unit_fixed']);
    expect(await refusalOf(saveCommodity(deps, admin, null, input, null))).toEqual(['code: code_taken']);
    expect(
      await refusalOf(saveCommodity(deps, admin, null, { ...input, code: 'Tepung X', nameEn: '' }, null)),
    ).toEqual(['code: bad_commodity_code', 'nameEn: bad_short_name']);
  });

  it('keeps said units with what they hold', async () => {
    const commodity = deps.catalog().commodityByCode.get('bawang-merah');
    if (commodity === undefined) throw new Error('the seed has no shallots');
    await saveUnit(deps, admin, { commodity: 'bawang-merah', unit: ' Karung ', factor: '25' }, null);
    expect(baseUnitsOf('karung', commodity, deps.catalog())).toBe(25);
    await saveUnit(deps, admin, { commodity: 'bawang-merah', unit: 'karung', factor: '0,5' }, null);
    expect(baseUnitsOf('karung', commodity, deps.catalog())).toBe(0.5);
    const bad = { commodity: 'bawang-merah', unit: 'kilo', factor: '0' };
    expect(await refusalOf(saveUnit(deps, admin, bad, null))).toEqual([
      'unit: base_unit',
      'factor: bad_factor',
    ]);
    await removeUnit(deps, admin, { commodity: 'bawang-merah', unit: 'karung' }, null);
    expect(baseUnitsOf('karung', commodity, deps.catalog())).toBeNull();
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });
});
