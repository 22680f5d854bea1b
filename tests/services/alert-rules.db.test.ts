import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '@/lib/market/catalog';
import { type AlertFeed, createAlertFeed } from '@/lib/services/alert-feed';
import type { BoardFacts } from '@/lib/services/board-facts';
import { createDeviceSightings } from '@/lib/services/device-sightings';
import { createHeldCount } from '@/lib/services/held-count';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { createLastPrices } from '@/lib/services/last-prices';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { listAlertRules } from '@/lib/services/list-alert-rules';
import { markSilentDevices } from '@/lib/services/mark-silent-devices';
import { previewAlertRule } from '@/lib/services/preview-alert-rule';
import { type RaiseDeps, raiseAlerts } from '@/lib/services/raise-alerts';
import { endAlertRule, type RuleInput, readRule, saveAlertRule } from '@/lib/services/save-alert-rule';
import { writeSightings } from '@/lib/store/devices/write-sightings';
import { tradesIn } from '@/server/runtime/known';
import { actorOf } from '../support/master-data';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { createTestPerson } from '../support/people';

const START = Date.parse('2026-03-02T03:00:00Z');
const MINUTE = 60_000;
const RICE = 'beras-medium';

/** Everything that the job which raises alerts needs, on a database of each test's own, at a clock that is set. */
describe('what calls for an alert', () => {
  let database: OpenDatabase;
  let catalog: Catalog;
  let feed: AlertFeed;
  let deps: RaiseDeps;
  let now: number;
  let admin = actorOf('admin');
  let heard: string[];

  beforeEach(async () => {
    now = START;
    heard = [];
    const lastPrices = createLastPrices((id, time) => tradesIn({ catalog })(id, time));
    const impacts = createLastImpacts();
    database = await openSeededDatabase();
    catalog = await database.catalog();
    const { id } = await createTestPerson(database.url);
    admin = { ...admin, userId: id };
    const market = await database.db.market.findFirstOrThrow();
    const device = (name: string, status: string, intervalSeconds: number | null) => ({
      id: name,
      marketId: market.id,
      role: 'operator',
      status,
      createdAt: new Date(START - 60 * MINUTE),
      lastSeenAt: new Date(START),
      ...(intervalSeconds === null ? {} : { config: { intervalSeconds, commodities: null } }),
    });
    await database.db.device.createMany({
      data: [
        device('OFTEN', 'active', 60),
        device('ROUNDS', 'active', null),
        device('RESTING', 'suspended', 60),
      ],
    });
    const facts = {
      today: '2026-03-02',
      references: [],
      baselines: { day: { prices: new Map([[idOf(RICE), new Map([[market.id, 10_000]])]]) } },
    } as unknown as BoardFacts;
    const clock = { now: () => now };
    deps = {
      pool: database.pool,
      clock,
      config: { alertThreshold: 0.6 },
      catalog: () => catalog,
      lastPrices,
      impacts,
      facts: () => facts,
      held: createHeldCount(async () => 0),
      seq: () => 0,
    };
    lastPrices.take({
      ledgerIndex: 1,
      marketId: market.id,
      commodityId: idOf(RICE),
      price: 10_800,
      observedAt: START,
      provenance: 'observed',
    });
    impacts.set(idOf(RICE), market.id, 70);
    const onError = (error: unknown) => expect.unreachable(String(error));
    feed = createAlertFeed({ pool: database.pool, clock, catalog: () => catalog, onError });
    feed.subscribe((news) => heard.push(`${news.kind} ${news.state}`));
    await feed.load();
  });
  afterEach(() => database.close());

  const idOf = (code: string) => catalog.commodityByCode.get(code)?.id ?? 0;
  /** One turn of the jobs, and what is open after it. */
  const turn = async (minutes: number) => {
    now = START + minutes * MINUTE;
    await markSilentDevices(deps);
    await raiseAlerts(deps);
    await feed.refresh();
    return feed.openToOfficials().alerts.map((a) => `${a.kind} ${a.evidence.device ?? a.commodity}`);
  };
  const saw = async (device: string, minutes: number) => {
    const sightings = createDeviceSightings((seen) => writeSightings(database.pool, seen));
    sightings.saw(device, START + minutes * MINUTE);
    await sightings.flush();
  };
  const input = (kind: string, figures: Record<string, string>, more: Partial<RuleInput> = {}) => ({
    kind,
    commodity: '',
    enabled: true,
    figures,
    ...more,
  });
  const save = (rule: RuleInput) => saveAlertRule(deps, admin, rule, 'request-1');
  const faults = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: { code: string; errors: { field: string; code: string }[] }) =>
        error.errors.length === 0 ? error.code : error.errors.map((e) => `${e.field}: ${e.code}`),
    );

  it('is a device silent for longer than its interval allows, told to officials alone, until it speaks again', async () => {
    expect(await turn(9)).toEqual([`impact ${RICE}`]);
    expect(await turn(11)).toEqual(['device OFTEN', `impact ${RICE}`]);
    const [alert] = feed.openToOfficials().alerts;
    expect(alert).toMatchObject({ level: 'info', evidence: { device: 'OFTEN' } });
    expect(alert?.text.id).toMatch(/^Perangkat OFTEN di .+ tidak terdengar sejak 02\/03\/2026 10:00 WIB\.$/);
    expect(feed.open().alerts.map(({ kind }) => kind)).toEqual(['impact']);
    expect(feed.open().open).toBe(1);
    expect(await turn(12)).toHaveLength(2);
    await saw('OFTEN', 13);
    expect(await turn(14)).toEqual([`impact ${RICE}`]);
    // Nobody who listens in public heard of it.
    expect(heard).toEqual(['impact open']);
    expect(
      await database.column(
        `SELECT state || ' ' || (closed_at IS NOT NULL) AS value FROM alert WHERE device_id = 'OFTEN'`,
      ),
    ).toEqual(['closed true']);
  });

  it('is not a device that was suspended, and no longer one that is suspended meanwhile', async () => {
    expect(await turn(30)).toContain('device OFTEN');
    await database.pool.query(`UPDATE device SET status = 'suspended' WHERE id = 'OFTEN'`);
    expect(await turn(31)).toEqual([`impact ${RICE}`]);
    await database.pool.query(`UPDATE device SET status = 'active' WHERE id = 'OFTEN'`);
    expect(await turn(32)).toContain('device OFTEN');
  });

  it('is not the silence of a market that has closed, nor of its devices, from that day on until it reopens', async () => {
    const marked = () =>
      database.column<string>('SELECT id AS value FROM device WHERE silent_since IS NOT NULL ORDER BY id');
    const close = async (closedOn: string | null) => {
      const reason = closedOn === null ? null : 'terbakar';
      await database.pool.query('UPDATE market SET closed_on = $1, closed_reason = $2', [closedOn, reason]);
      catalog = await database.catalog();
    };
    const silences = ['device OFTEN', 'device ROUNDS', 'silent null'];
    const night = 60 * 37;
    expect((await turn(night)).sort()).toEqual(silences);
    // Announced for the day that begins within the hour.
    await close('2026-03-04');
    expect((await turn(night + 1)).sort()).toEqual(silences);
    expect(await turn(night + 60)).toEqual([]);
    expect(await marked()).toEqual([]);
    expect(await database.column(`SELECT DISTINCT state AS value FROM alert`)).toEqual(['closed']);
    await close(null);
    expect((await turn(night + 61)).sort()).toEqual(silences);
  });

  it('is not a price of a market that has closed', async () => {
    expect(await turn(9)).toEqual([`impact ${RICE}`]);
    await database.pool.query(`UPDATE market SET closed_on = '2026-03-02', closed_reason = 'terbakar'`);
    catalog = await database.catalog();
    expect(await turn(10)).toEqual([]);
  });

  it('follows the rule of silence at the next turn: more patience ends alarm and mark, less raises another', async () => {
    const marked = () =>
      database.column<string>('SELECT id AS value FROM device WHERE silent_since IS NOT NULL ORDER BY id');
    await saw('OFTEN', 13);
    expect(await turn(32)).toEqual(['device OFTEN', `impact ${RICE}`]);
    expect(await marked()).toEqual(['OFTEN']);
    await save(input('device', { rounds: '60', hours: '26' }));
    expect(await turn(33)).toEqual([`impact ${RICE}`]);
    expect(await marked()).toEqual([]);
    await save(input('device', { rounds: '60', hours: '1' }));
    expect(await turn(62)).toEqual(['device ROUNDS', `impact ${RICE}`]);
    expect(await marked()).toEqual(['ROUNDS']);
    await save(input('device', { rounds: '3', hours: '1' }, { enabled: false }));
    expect(await turn(63)).toEqual([`impact ${RICE}`]);
  });

  it('says before saving what would be raised and ended, and stores nothing', async () => {
    const rule = (figures: Record<string, string>, more: Partial<RuleInput> = {}) =>
      previewAlertRule(deps, readRule(catalog, input('impact', figures, more)));
    await save(input('device', { rounds: '3', hours: '1' }, { enabled: false }));
    expect(await turn(63)).toEqual([`impact ${RICE}`]);
    expect(await rule({ threshold: '60', change: '5' })).toMatchObject({ before: 1, after: 1, closing: [] });
    const closing = await rule({ threshold: '80', change: '5' });
    expect(closing).toMatchObject({ before: 1, after: 0, opening: [] });
    expect(closing.closing[0]?.en).toMatch(/is seen up 8% since yesterday/);
    expect(await rule({ threshold: '80', change: '5' }, { commodity: 'beras-premium' })).toMatchObject({
      after: 1,
    });
    const devices = readRule(catalog, input('device', { rounds: '3', hours: '1' }));
    expect(await previewAlertRule(deps, devices)).toMatchObject({ before: 0, after: 2 });
    expect((await listAlertRules(deps)).impact).toEqual({
      all: { enabled: true, threshold: 0.6, change: 0.05 },
      own: new Map(),
    });
  });

  it('begins with the threshold of the environment, and follows the rule of all and that of one commodity', async () => {
    expect(await turn(0)).toEqual([`impact ${RICE}`]);
    await save(input('impact', { threshold: '80', change: '5' }));
    expect(await turn(1)).toEqual([]);
    await save(input('impact', { threshold: '65,5', change: '7.5' }, { commodity: RICE }));
    expect(await turn(2)).toEqual([`impact ${RICE}`]);
    expect((await listAlertRules(deps)).impact.own.get(idOf(RICE))).toEqual({
      enabled: true,
      threshold: 0.655,
      change: 0.075,
    });
    await endAlertRule(deps, admin, { kind: 'impact', commodity: RICE }, 'request-2');
    expect(await turn(3)).toEqual([]);
    expect(await faults(endAlertRule(deps, admin, { kind: 'impact', commodity: RICE }, null))).toBe(
      'NOT_FOUND',
    );
  });

  it('is set by those alone who look after the nation, and every fault is named', async () => {
    const good = input('impact', { threshold: '50', change: '5' });
    const others = [
      actorOf('admin', { regionId: 31 }),
      actorOf('analyst', { marketId: 1 }),
      actorOf('auditor'),
      actorOf('officer'),
      actorOf('operator'),
    ];
    for (const actor of others)
      expect(await faults(saveAlertRule(deps, actor, good, null))).toBe('FORBIDDEN');
    for (const actor of others)
      expect(await faults(endAlertRule(deps, actor, { kind: 'impact', commodity: RICE }, null))).toBe(
        'FORBIDDEN',
      );
    expect(await faults(save(input('weather', {})))).toEqual([': bad_rule']);
    expect(await faults(save(input('impact', { threshold: '101', change: '0.5' })))).toEqual([
      'threshold: bad_rule_figure',
      'change: bad_rule_figure',
    ]);
    expect(await faults(save(input('silent', { hours: 'lama' }, { commodity: RICE })))).toEqual([
      'commodity: bad_commodity',
      'hours: bad_rule_figure',
    ]);
  });

  it('stands in the audit with what was before and after, and in the ledger', async () => {
    await save(input('device', { rounds: '60', hours: '26' }));
    await save(input('impact', { threshold: '80', change: '5' }));
    await save(input('impact', { threshold: '65,5', change: '7.5' }, { commodity: RICE }));
    await endAlertRule(deps, admin, { kind: 'impact', commodity: RICE }, 'request-2');
    const acts = await database.column<string>(
      `SELECT concat_ws(' ', subject, before->>'threshold', '→', after->>'threshold') AS value
       FROM audit WHERE action = 'alert.rule' AND subject LIKE 'alert-rule:impact%' ORDER BY id`,
    );
    expect(acts).toEqual([
      'alert-rule:impact → 0.8',
      `alert-rule:impact:${RICE} → 0.655`,
      `alert-rule:impact:${RICE} 0.655 →`,
    ]);
    const sealed = await database.column<number>(
      `SELECT count(*)::int AS value FROM audit WHERE action = 'alert.rule' AND ledger_index IS NOT NULL`,
    );
    expect(sealed).toEqual([4]);
    expect(await crossCheckLedger({ pool: database.pool, catalog, keptFrom: null })).toMatchObject({
      ok: true,
    });
  });
});
