import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceFor } from '@/lib/market/reference';
import { createLastPrices } from '@/lib/services/last-prices';
import { listMacro } from '@/lib/services/list-macro';
import { listReferences } from '@/lib/services/list-references';
import { previewReference } from '@/lib/services/preview-reference';
import { checkMacro, importMacro, saveMacro } from '@/lib/services/save-macro';
import {
  addReference,
  checkStop,
  findBesides,
  readReference,
  stopReference,
} from '@/lib/services/save-reference';
import { readReferences } from '@/lib/store/catalog/read-references';
import { actorOf, masterDeps, refusalOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

const RULE = {
  commodity: 'beras-medium',
  kind: 'HET',
  zone: '1',
  low: '',
  high: 'Rp 14.000',
  validFrom: '2026-12-01',
  validTo: '',
  regulation: 'Perbadan uji',
  note: '',
  endsOld: true,
  besideOthers: false,
};

describe.each(await availableKinds())('limits and macro figures, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof masterDeps>>;
  const admin = actorOf('admin');
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    deps = await masterDeps(database);
  });
  afterAll(() => database?.close());

  const ricePrices = async (zone = 1) => {
    const id = deps.catalog().commodityByCode.get('beras-medium')?.id ?? 0;
    const rules = await readReferences(database.db);
    return (day: string) => referenceFor(rules, id, zone, day)?.high ?? null;
  };

  it('adds a limit beside the old one, which ends the day before and keeps its figure', async () => {
    const before = (await ricePrices())('2026-11-30');
    const count = (await listReferences(database)).length;
    await addReference(deps, admin, RULE, null);
    const limitOn = await ricePrices();
    expect([limitOn('2026-11-30'), limitOn('2026-12-01')]).toEqual([before, 14_000]);
    expect(await listReferences(database)).toHaveLength(count + 1);
    expect(await refusalOf(addReference(deps, admin, RULE, null))).toEqual(['validFrom: reference_exists']);
  });

  it('adds no limit unawares where another one holds on the same days and at the same places', async () => {
    const oil = { ...RULE, commodity: 'minyakita', zone: '', high: '16000', validFrom: '2027-03-01' };
    const months = { ...oil, validTo: '2027-05-31', endsOld: false };
    // The one of the seed is open: it is ended before, or it holds beside.
    expect(await refusalOf(addReference(deps, admin, months, null))).toEqual([
      'validFrom: reference_overlaps',
    ]);
    const rule = readReference(deps.catalog(), months);
    expect(await findBesides(deps, rule, false)).toMatchObject([
      { high: 15_700, regulation: 'Permendag 18/2024' },
    ]);
    expect(await findBesides(deps, rule, true)).toEqual([]);
    await addReference(deps, admin, { ...months, besideOthers: true }, null);
    const open = { ...oil, regulation: 'Perbadan uji lain' };
    const others: Partial<typeof oil>[] = [
      { validFrom: '2027-05-31' },
      { validFrom: '2027-02-01', kind: 'HAP' },
      { validFrom: '2027-01-01', validTo: '2027-03-01', zone: '2' },
    ];
    for (const other of others)
      expect(await refusalOf(addReference(deps, admin, { ...open, ...other }, null))).toEqual([
        'validFrom: reference_overlaps',
      ]);
    await addReference(deps, admin, { ...open, validFrom: '2027-06-01' }, null);
  });

  it('names every field that cannot be, and refuses all but national administrators', async () => {
    const bad = {
      ...RULE,
      commodity: 'x',
      kind: 'y',
      zone: '9',
      low: '15,000',
      high: '1',
      validFrom: '2026-02-30',
    };
    expect(await refusalOf(addReference(deps, admin, { ...bad, regulation: '' }, null))).toEqual([
      'commodity: bad_commodity',
      'kind: bad_kind',
      'zone: bad_zone',
      'high: strange_price',
      'low: ambiguous_amount',
      'validFrom: bad_day',
      'regulation: bad_regulation',
    ]);
    const reversed = { ...RULE, low: '20000', validTo: '2026-01-01' };
    expect(await refusalOf(addReference(deps, admin, reversed, null))).toEqual([
      'low: low_above_high',
      'validTo: ends_before_start',
    ]);
    const next = { ...RULE, validFrom: '2027-01-01' };
    for (const actor of [actorOf('admin', { regionId: 31 }), actorOf('analyst'), actorOf('auditor')])
      expect(await refusalOf(addReference(deps, actor, next, null))).toBe('FORBIDDEN');
  });

  it('ends a limit once, never before its start and never later than it ended', async () => {
    await addReference(deps, admin, { ...RULE, zone: '2', regulation: 'Perbadan uji zona 2' }, null);
    const rows = await listReferences(database);
    const id = rows.find(({ regulation }) => regulation === 'Perbadan uji zona 2')?.id ?? 0;
    expect((await ricePrices(2))('2027-01-01')).toBe(14_000);
    expect(await refusalOf(stopReference(deps, admin, id, '2026-11-01', null))).toEqual([
      'validTo: ends_before_start',
    ]);
    expect(await refusalOf(checkStop(deps, id, '2026-11-01'))).toEqual(['validTo: ends_before_start']);
    expect(await refusalOf(checkStop(deps, id, ''))).toEqual(['validTo: bad_day']);
    expect(await refusalOf(checkStop(deps, id, '2026-12-31'))).toBe('done');
    await stopReference(deps, admin, id, '2026-12-31', null);
    expect(await refusalOf(stopReference(deps, admin, id, '2027-12-31', null))).toEqual([
      'validTo: ended_already',
    ]);
    expect(await refusalOf(stopReference(deps, admin, 999_999, '2027-12-31', null))).toBe('NOT_FOUND');
    expect((await ricePrices(2))('2027-01-01')).toBeNull();
  });

  it('says before saving which provinces would change their status, and stores nothing', async () => {
    const catalog = deps.catalog();
    const commodityId = catalog.commodityByCode.get('beras-medium')?.id ?? 0;
    const [market] = [...catalog.markets.values()];
    if (market === undefined) throw new Error('the seed has no market');
    const now = Date.parse('2026-11-22T05:00:00Z');
    const price = { marketId: market.id, commodityId, price: 14_500, observedAt: now, ledgerIndex: 1 };
    const lastPrices = createLastPrices();
    lastPrices.take({ ...price, provenance: 'observed' });
    const source = {
      clock: { now: () => now },
      catalog: () => catalog,
      lastPrices,
      facts: () => ({ today: '2026-11-22', references: [] }),
    } as unknown as Parameters<typeof previewReference>[0];
    const zone = String(catalog.regions.get(market.regionId)?.riceZone);
    const rule = (high: string) => readReference(catalog, { ...RULE, zone, high, validFrom: '2026-11-01' });
    const region = catalog.regions.get(market.regionId)?.name;
    expect(previewReference(source, rule('14000'), true)).toMatchObject({
      day: '2026-11-22',
      priced: 1,
      overBefore: 0,
      overAfter: 1,
      changes: [{ region, price: 14_500, before: 'none', after: 'over' }],
    });
    expect(previewReference(source, rule('15000'), true)).toMatchObject({
      overAfter: 0,
      changes: [{ before: 'none', after: 'within' }],
    });
    const other = readReference(catalog, {
      ...RULE,
      zone: zone === '1' ? '2' : '1',
      validFrom: '2026-11-01',
    });
    expect(previewReference(source, other, true).changes).toEqual([]);
  });

  it('shows every month with what is missing, and is harmless where everything is', async () => {
    const months = await listMacro(database, '2026-05-10');
    expect(months[0]).toEqual({ month: '2026-05', values: [null, null, null, null, null] });
    expect(months.at(-1)?.month).toBe('2021-01');
    const empty = { pool: { query: async () => ({ rows: [] }) } } as unknown as Parameters<
      typeof listMacro
    >[0];
    expect(await listMacro(empty, '2026-05-10')).toEqual([
      { month: '2026-05', values: [null, null, null, null, null] },
    ]);
  });

  it('edits one value with its source and day, and takes it away, both in the audit', async () => {
    const input = {
      name: 'usd_idr',
      month: '2026-03',
      value: '17.000,5',
      source: 'BI',
      statedOn: '2026-04-01',
    };
    await saveMacro(deps, admin, input, null);
    const march = async () => (await listMacro(database, '2026-03-31'))[0]?.values[0] ?? null;
    expect(await march()).toMatchObject({ value: 17_000.5, source: 'BI', statedOn: '2026-04-01' });
    const emptied = { ...input, value: '' };
    expect(await refusalOf(checkMacro(deps, emptied))).toBe('done');
    await saveMacro(deps, admin, emptied, null);
    expect(await march()).toBeNull();
    const bad = { name: 'x', month: '2999-01', value: 'y', source: '', statedOn: '2999-01-01' };
    expect(await refusalOf(saveMacro(deps, admin, bad, null))).toEqual([
      'name: unknown_name',
      'month: no_month',
      'value: not_a_figure',
      'source: no_source',
      'statedOn: bad_day',
    ]);
    // Nobody is asked whether to empty a month of which nothing is said, or that is empty.
    const nothing = { name: '', month: '', value: '', source: '', statedOn: '' };
    expect(await refusalOf(checkMacro(deps, nothing))).toEqual(['name: unknown_name', 'month: no_month']);
    expect(await refusalOf(checkMacro(deps, emptied))).toEqual(['value: no_figure']);
    expect(await refusalOf(saveMacro(deps, admin, emptied, null))).toEqual(['value: no_figure']);
    expect(await refusalOf(saveMacro(deps, actorOf('analyst'), input, null))).toBe('FORBIDDEN');
    const actions = await database.column<string>(
      `SELECT action AS value FROM audit WHERE subject = 'macro:usd_idr:2026-03' ORDER BY id`,
    );
    expect(actions).toEqual(['macro.set', 'macro.remove']);
  });

  it('imports a file: the good rows, with a report of the others', async () => {
    const text = 'month,usd_idr\n2026-01,16832\n2026-02,17000\n2026-x,1\n';
    const report = await importMacro(deps, admin, { text, source: 'uji', statedOn: '' }, null);
    expect(report).toEqual({
      saved: 2,
      unchanged: 1,
      refused: [{ line: 4, why: 'no_month', said: '2026-x' }],
    });
    const file = { text: 'a,b', source: '', statedOn: '' };
    expect(await refusalOf(importMacro(deps, admin, file, null))).toEqual(['file: no_columns']);
  });
});
