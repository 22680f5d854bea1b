import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/services/list-events';
import { closeEvent, recordEvent } from '@/lib/services/record-event';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { actorOf, masterDeps, refusalOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

const FLOOD = {
  kind: 'flood',
  commodity: 'bawang-merah',
  market: '',
  region: '31',
  begins: '2026-03-10',
  ends: '',
  source: 'BPBD uji',
  textId: 'Jalan ke pasar terendam',
  textEn: '',
};

describe.each(await availableKinds())('events, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof masterDeps>>;
  const officer = actorOf('analyst', { regionId: 31 });
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    deps = { ...(await masterDeps(database)), clock: { now: () => Date.parse('2026-03-20T05:00:00Z') } };
  });
  afterAll(() => database?.close());
  const held = async (query: object) =>
    (await listEvents(deps, { from: '2026-03-01', to: '2026-03-31', ...query })).events;
  /** Rows of the table, all that was ever said. */
  const rows = async (commodity: string) =>
    database.column<number>('SELECT count(*)::int AS value FROM market_event WHERE commodity_id = $1', [
      deps.catalog().commodityByCode.get(commodity)?.id,
    ]);
  /** A flood about a commodity of the test's own, so that no other test's event is found with it. */
  const entered = async (commodity: string) => {
    await recordEvent(deps, officer, null, { ...FLOOD, commodity }, null);
    const [event] = await held({ commodity });
    if (event === undefined) throw new Error('the event is not listed');
    return event;
  };

  it('are entered by officials of the place, corrected and ended by further rows, and never changed', async () => {
    const ours = { commodity: 'bawang-merah' };
    const first = await entered(ours.commodity);
    expect(first).toMatchObject({ kind: 'flood', commodity: 'bawang-merah', region_id: 31, to: null });
    await recordEvent(deps, officer, first.id, { ...FLOOD, textId: 'Jalan utama terendam' }, null);
    const [second] = await held(ours);
    expect(second?.text_id).toBe('Jalan utama terendam');
    expect(await refusalOf(closeEvent(deps, officer, first.id, 'withdrawn', null))).toBe('NOT_FOUND');
    await closeEvent(deps, officer, second?.id ?? '', { ends: '2026-03-12' }, null);
    expect((await held(ours)).map(({ to }) => to)).toEqual(['2026-03-12']);
    expect(await rows(ours.commodity)).toEqual([3]);
    await expect(database.pool.query(`UPDATE market_event SET source = 'x'`)).rejects.toMatchObject({
      code: '23001',
    });
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });

  it('are found by commodity, place and time', async () => {
    const garlic = 'bawang-putih';
    const { id } = await entered(garlic);
    await closeEvent(deps, officer, id, { ends: '2026-03-12' }, null);
    const ours = async (query: object) => (await held(query)).filter(({ commodity }) => commodity === garlic);
    expect(await held({ commodity: garlic, region: 31 })).toHaveLength(1);
    expect(await ours({ market_id: 'PASAR-001' })).toHaveLength(1);
    expect(await ours({ commodity: 'beras-medium' })).toEqual([]);
    expect(await ours({ region: 32 })).toEqual([]);
    expect(await ours({ from: '2026-03-13' })).toEqual([]);
    expect(await refusalOf(held({ commodity: 'emas' }))).toBe('NOT_FOUND');
    const { calendar } = await listEvents(deps, { from: '2024-01-01', to: '2024-12-31' });
    expect(calendar.map(({ name }) => name)).toEqual(['ramadan-start', 'idul-fitri', 'idul-adha']);
  });

  it('of other places, of the nation, or by those who only see, are refused', async () => {
    const other = { ...FLOOD, region: '32' };
    expect(await refusalOf(recordEvent(deps, officer, null, other, null))).toBe('FORBIDDEN');
    expect(await refusalOf(recordEvent(deps, officer, null, { ...FLOOD, region: '' }, null))).toBe(
      'FORBIDDEN',
    );
    for (const role of ['auditor', 'enumerator', 'operator'] as const)
      expect(await refusalOf(recordEvent(deps, actorOf(role), null, FLOOD, null)), role).toBe('FORBIDDEN');
    const event = await entered('cabai-rawit-merah');
    const bandung = actorOf('validator', { regionId: 32 });
    expect(await refusalOf(closeEvent(deps, bandung, event.id, 'withdrawn', null))).toBe('FORBIDDEN');
  });

  it('name every field that cannot be', async () => {
    const bad = {
      kind: 'war',
      commodity: 'x',
      market: 'x',
      region: '99',
      begins: '2026-03-21',
      ends: '2026-03-01',
    };
    const input = { ...bad, source: '', textId: '', textEn: '' };
    expect(await refusalOf(recordEvent(deps, actorOf('admin'), null, input, null))).toEqual([
      'kind: bad_event',
      'commodity: bad_commodity',
      'market: bad_market',
      'region: bad_region',
      'begins: bad_past_day',
      'ends: ends_before_start',
      'source: no_source',
      'textId: bad_text',
    ]);
  });

  it('end within a year from now, or later by a further row', async () => {
    const ends = (day: string) => recordEvent(deps, officer, null, { ...FLOOD, ends: day }, null);
    expect(await refusalOf(ends('2027-03-22'))).toEqual(['ends: too_far']);
    expect(await refusalOf(ends('9998-01-01'))).toEqual(['ends: too_far']);
  });

  it('of a market are found however its code is typed, and a refused place is named by its field', async () => {
    const elsewhere = { ...FLOOD, region: '', market: ' pasar-001 ' };
    const bandung = actorOf('validator', { regionId: 32 });
    await expect(recordEvent(deps, bandung, null, elsewhere, null)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      errors: [{ field: 'region', code: 'outside' }],
    });
  });

  it('entered by mistake leave the list and stay in the table', async () => {
    const ours = { commodity: 'cabai-merah-keriting' };
    const event = await entered(ours.commodity);
    await closeEvent(deps, officer, event.id, 'withdrawn', null);
    expect(await held(ours)).toEqual([]);
    expect(await rows(ours.commodity)).toEqual([2]);
  });
});
