import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditSubjects } from '@/lib/services/audit-subjects';
import { readAudit } from '@/lib/services/read-audit';
import { recordEvent } from '@/lib/services/record-event';
import { addAlias, removeAlias } from '@/lib/services/save-alias';
import { saveMacro } from '@/lib/services/save-macro';
import { addReference, stopReference } from '@/lib/services/save-reference';
import { saveUnit } from '@/lib/services/save-unit';
import { actorOf, masterDeps } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const LIMIT = {
  commodity: 'beras-medium',
  kind: 'HET',
  zone: '',
  low: '',
  high: '14000',
  validFrom: '2027-01-01',
  validTo: '',
  regulation: 'Perbadan uji',
  note: '',
  endsOld: false,
  besideOthers: true,
};
const FLOOD = {
  kind: 'flood',
  commodity: '',
  market: 'PASAR-001',
  region: '',
  begins: '2026-03-10',
  ends: '',
  source: 'BPBD uji',
  textId: 'Jalan ke pasar terendam',
  textEn: '',
};

describe('what an act of the audit was done to', () => {
  let database: OpenDatabase;
  let deps: Awaited<ReturnType<typeof masterDeps>>;
  const admin = actorOf('admin');
  const told = async (search: object) => {
    const lines = await readAudit(deps, admin, search, 50);
    const subjects = await auditSubjects(deps, lines);
    return lines.map(({ action }, i) => [action, subjects[i]]);
  };
  beforeAll(async () => {
    database = await openSeededDatabase();
    deps = await masterDeps(database);
    await addAlias(deps, admin, { alias: 'pulen', commodity: 'beras-medium', market: 'PASAR-001' }, null);
    const [id] = await database.column<number>(
      `SELECT id AS value FROM commodity_alias WHERE alias = 'pulen'`,
    );
    await removeAlias(deps, admin, id ?? 0, null);
    await addReference(deps, admin, LIMIT, null);
    const [limit] = await database.column<number>('SELECT max(id) AS value FROM reference_price');
    await stopReference(deps, admin, limit ?? 0, '2027-06-01', null);
    await recordEvent(deps, admin, null, FLOOD, null);
    const figure = { name: 'usd_idr', month: '2026-03', value: '17000', source: 'BI', statedOn: '' };
    await saveMacro(deps, admin, figure, null);
    await saveUnit(deps, admin, { commodity: 'beras-medium', unit: 'gantang', factor: '3,1' }, null);
  });
  afterAll(() => database?.close());

  it('is known by its own words where the key is a number, also once it is gone', async () => {
    const alias = { kind: 'alias', alias: 'pulen', commodity: 'beras-medium', market: 'PASAR-001' };
    expect(await told({ action: 'alias.' })).toEqual([
      ['alias.remove', alias],
      ['alias.add', alias],
    ]);
    const commodityId = deps.catalog().commodityByCode.get('beras-medium')?.id;
    const limit = { kind: 'reference', commodityId, text: 'HET, Perbadan uji' };
    expect(await told({ action: 'reference.' })).toEqual([
      ['reference.end', limit],
      ['reference.add', limit],
    ]);
    expect(await told({ action: 'event.' })).toEqual([
      ['event.record', { kind: 'event', text: FLOOD.textId }],
    ]);
    expect(await told({ action: 'macro.' })).toEqual([
      ['macro.set', { kind: 'macro', indicator: 'usd_idr', month: '2026-03' }],
    ]);
    expect(await told({ action: 'unit.' })).toEqual([
      ['unit.set', { kind: 'commodity', commodity: 'beras-medium', unit: 'gantang' }],
    ]);
  });

  it('is found by those words', async () => {
    const found = async (subject: string) => (await told({ subject })).map(([action]) => action);
    expect(await found('pulen')).toEqual(['alias.remove', 'alias.add']);
    expect(await found('terendam')).toEqual(['event.record']);
    expect(await found('Beras Medium')).toEqual(['unit.set']);
    expect(await found('macro:usd_idr')).toEqual(['macro.set']);
  });

  it('stays a key where nothing more is known, whatever the key is', async () => {
    const line = { subjectName: null, before: null, after: null };
    const keys = [
      'alias:1',
      'price:999999999999999999',
      'reference:99999999999',
      'alert:x',
      'session:x',
      'toString',
    ];
    expect(
      await auditSubjects(
        deps,
        keys.map((subject) => ({ ...line, subject })),
      ),
    ).toEqual(keys.map(() => null));
  });
});
