import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayToIso } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { listFeeds } from '@/lib/services/list-feeds';
import { nearSources } from '@/lib/services/near-sources';
import { refreshSources } from '@/lib/services/refresh-sources';
import { createRiverMemory } from '@/lib/services/river-memory';
import { type FeedDeps, runDueFeeds, runFeed } from '@/lib/services/run-feeds';
import { type FeedInput, saveFeed } from '@/lib/services/save-feed';
import { trimFeeds } from '@/lib/services/trim-feeds';
import { placeKey } from '@/lib/validate/sources';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const NOW = Date.parse('2026-11-20T05:00:00Z');
const TODAY = Math.floor(NOW / 86_400_000);
const ADMIN = { kind: 'job', name: 'test' } as const;
const COLUMNS = {
  date: 'tanggal',
  region: '',
  market: '',
  commodity: 'komoditas',
  unit: 'satuan',
  price: 'harga',
};
const INPUT: FeedInput = {
  name: 'Pusat',
  address: 'file:pusat.csv',
  format: 'csv',
  columns: COLUMNS,
  records: '',
  region: '31',
  everyHours: '24',
  enabled: true,
};

describe('price sources', () => {
  let database: OpenDatabase;
  let catalog: Catalog;
  let folder: string;
  let now: number;
  let server: Server | null = null;
  const deps = (feedHosts: readonly string[] = []): FeedDeps => ({
    pool: database.pool,
    clock: { now: () => now } as FeedDeps['clock'],
    catalog: () => catalog,
    config: { dataDir: folder, feedHosts },
  });
  const file = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, 'feeds', name), lines.join('\n'));
  const add = (input: Partial<FeedInput> = {}, known: string | null = null, hosts: readonly string[] = []) =>
    saveFeed(deps(hosts), ADMIN, known, { ...INPUT, ...input }, null);

  beforeEach(async () => {
    database = await openSeededDatabase();
    catalog = await database.catalog();
    folder = await mkdtemp(join(tmpdir(), 'smp-feeds-'));
    await mkdir(join(folder, 'feeds'));
    now = NOW;
  });
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    server = null;
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('maps names and units, and refuses rows one by one with field and remedy', async () => {
    const day = dayToIso(TODAY);
    await file('pusat.csv', [
      'tanggal;komoditas;satuan;harga',
      `${day};Beras Medium;kg;13.500`,
      `${day};Cabai Rawit Merah;ons;6.000`,
      `${day};emas;kg;1`,
      `2031-01-01;Beras Medium;kg;1`,
      `${day};Beras Premium;kg;`,
    ]);
    await add();
    const result = await runFeed(deps(), 'pusat');
    expect(result).toMatchObject({ fault: null, accepted: 2, refused: 3 });
    expect(result.rows.map(({ line, field }) => [line, field])).toEqual([
      [4, 'commodity'],
      [5, 'date'],
      [6, 'price'],
    ]);
    const prices = await database.column<number>('SELECT price AS value FROM feed_price ORDER BY price');
    expect(prices).toEqual([13_500, 60_000]);
    expect((await listFeeds(deps()))[0]?.lastResult).toEqual(result);
  });

  it('keeps how far it lies from our accepted prices, and tells it beside a checked price', async () => {
    const rice = catalog.commodityByCode.get('beras-medium');
    if (rice === undefined) throw new Error('no rice');
    const lines = ['tanggal,komoditas,satuan,harga'];
    for (let i = 0; i < 20; i++) {
      lines.push(`${dayToIso(TODAY - i)},beras-medium,kg,11000`);
      await database.pool.query(
        `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
         VALUES (1, 31, $1, $2::date, 10, 100000, 9900, 10100, 0)`,
        [rice.id, dayToIso(TODAY - i)],
      );
    }
    await file('pusat.csv', lines);
    await add();
    await runFeed(deps(), 'Pusat');
    const bias = (await listFeeds(deps()))[0]?.bias[0];
    expect(bias).toMatchObject({ commodityId: rice.id, count: 20, cause: 'level', day: TODAY });
    expect(bias?.gap).toBeCloseTo(Math.log(1.1), 9);
    const at = { regionId: 31, marketId: 999, day: TODAY };
    const beside = await nearSources(database.pool, at, [{ commodityId: rice.id, price: 10_200 }]);
    expect(beside(rice.id, 10_200)[0]).toMatchObject({
      source: 'Pusat',
      price: 11_000,
      likely_cause: 'level',
    });
    expect(beside(rice.id, 102_000)[0]).toMatchObject({ likely_cause: 'unit' });
    // Taken out of use, it is told no more.
    await add({ enabled: false }, 'Pusat');
    expect((await nearSources(database.pool, at, [{ commodityId: rice.id, price: 1 }]))(rice.id, 1)).toEqual(
      [],
    );
  });

  it('are read when they are due, by one instance alone', async () => {
    let asked = 0;
    server = createServer((_request, response) => {
      asked += 1;
      setTimeout(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: [{ d: dayToIso(TODAY), c: 'beras medium', p: 14000 }] }));
      }, 100);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as AddressInfo).port;
    const columns = { ...COLUMNS, date: 'd', commodity: 'c', price: 'p', unit: '' };
    const address = `http://127.0.0.1:${port}/`;
    const hosts = [`127.0.0.1:${port}`];
    await add({ address, format: 'json', records: 'data', columns }, null, hosts);
    const allowed = deps(hosts);
    await Promise.all([runDueFeeds(allowed), runDueFeeds(allowed), runDueFeeds(allowed)]);
    expect(asked).toBe(1);
    expect((await listFeeds(allowed))[0]?.lastResult).toMatchObject({ fault: null, accepted: 1 });
    await runDueFeeds(allowed);
    expect(asked).toBe(1);
    now += 24 * 3_600_000;
    await runDueFeeds(allowed);
    expect(asked).toBe(2);
    // Without the permission the same address is an inner one; what was read before stays.
    expect((await runFeed(deps(), 'Pusat')).fault?.code).toBe('inner_address');
    expect(await database.column('SELECT count(*)::int AS value FROM feed_price')).toEqual([1]);
    expect((await listFeeds(deps()))[0]?.nextAt).toBe(now + 3_600_000);
  });

  it('are refused when they are saved where the address itself says that it lies inside', async () => {
    const inner = [
      'http://127.0.0.1/x.csv',
      'http://2130706433/x.csv',
      'http://0x7f.1/x.csv',
      'https://10.1.2.3:8443/x.csv',
      'http://192.168.0.1/x.csv',
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]/x.csv',
      'http://[fe80::1]/x.csv',
      'http://[::ffff:10.0.0.1]/x.csv',
      'http://LOCALHOST/x.csv',
      'http://localhost./x.csv',
      'http://harga.localhost/x.csv',
      'http://harga.internal/x.csv',
    ];
    for (const address of inner)
      await expect(add({ address, everyHours: '0' }), address).rejects.toMatchObject({
        errors: [
          { field: 'address', code: 'inner_address' },
          { field: 'everyHours', code: 'bad_hours' },
        ],
      });
    // What a name leads to is seen when it is read.
    await add({ name: 'Terbuka', address: 'https://localhost.contoh.example/x.csv' });
    await add({ name: 'Alamat', address: 'http://9.9.9.9/x.csv' });
    const address = 'http://localhost:8080/x.csv';
    await add({ name: 'Dinas', address }, null, ['localhost:8080']);
    // Once the server names its host no more, it can be stopped, and not be changed to be read on.
    await expect(add({ name: 'Dinas', address, everyHours: '48' }, 'Dinas')).rejects.toMatchObject({
      errors: [{ field: 'address', code: 'inner_address' }],
    });
    await add({ name: 'Dinas', address, enabled: false }, 'Dinas');
    expect((await listFeeds(deps())).find(({ name }) => name === 'Dinas')?.enabled).toBe(false);
  });

  it('have a vote only while it is known how far they lie from us, and only while they are in use', async () => {
    const rice = catalog.commodityByCode.get('beras-medium');
    if (rice === undefined) throw new Error('no rice');
    const memory = createRiverMemory();
    const heard = async () => {
      await refreshSources({ ...deps(), memory });
      return memory.judge.sources.get(placeKey(31, rice.id)) ?? [];
    };
    const say = async (days: number) => {
      const lines = Array.from({ length: days }, (_x, i) => `${dayToIso(TODAY - i)},beras-medium,kg,11000`);
      await file('pusat.csv', ['tanggal,komoditas,satuan,harga', ...lines]);
      await runFeed(deps(), 'Pusat');
    };
    for (let i = 0; i < 20; i++)
      await database.pool.query(
        `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
         VALUES (1, 31, $1, $2::date, 10, 100000, 9900, 10100, 0)`,
        [rice.id, dayToIso(TODAY - i)],
      );
    await add();
    await say(3);
    expect(await heard()).toEqual([]);
    await say(20);
    expect(await heard()).toMatchObject([{ source: 'Pusat', marketId: 0, day: TODAY }]);
    // Its tenth above us is mostly taken off.
    expect((await heard())[0]?.price).toBeLessThan(10_500);
    now += 4 * 86_400_000;
    expect(await heard()).toEqual([]);
    now = NOW;
    await add({ enabled: false }, 'Pusat');
    expect(await heard()).toEqual([]);
  });

  it('are kept for so many days as is said, and trimmed beyond', async () => {
    const days = [0, 399, 400, 401, 900].map((age) => TODAY - age);
    const lines = days.map((day) => `${dayToIso(day)},beras-medium,kg,11000`);
    await file('pusat.csv', ['tanggal,komoditas,satuan,harga', ...lines]);
    await add();
    await runFeed(deps(), 'Pusat');
    const kept = () => database.column<string>('SELECT day::text AS value FROM feed_price ORDER BY day DESC');
    expect(await kept()).toHaveLength(5);
    const trim = { ...deps(), config: { feedKeepDays: 400 } };
    expect(await trimFeeds(trim)).toBe(2);
    expect(await kept()).toEqual(days.slice(0, 3).map(dayToIso));
    expect(await trimFeeds(trim)).toBe(0);
  });

  it('read files of their own folder alone', async () => {
    await writeFile(join(folder, 'secret.csv'), 'x');
    await symlink(join(folder, 'secret.csv'), join(folder, 'feeds', 'link.csv'));
    await mkdir(join(folder, 'feeds', 'folder.csv'));
    for (const name of ['link.csv', 'folder.csv', 'none.csv']) {
      await add({ name: `Sumber ${name}`, address: `file:${name}` });
      expect((await runFeed(deps(), `Sumber ${name}`)).fault?.code, name).toBe('no_file');
    }
    await expect(add({ name: 'X Y', address: 'file:../secret.csv' })).rejects.toMatchObject({
      errors: [{ field: 'address', code: 'bad_file' }],
    });
  });

  it('are changed by those alone who may, with an audit row that keeps no key', async () => {
    const analyst = { kind: 'user', userId: '1', role: 'analyst', marketId: null, regionId: null } as const;
    await expect(saveFeed(deps(), analyst, null, INPUT, null)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await add({ address: 'https://a.example/x.csv?key=hidden' });
    await expect(add()).rejects.toMatchObject({ errors: [{ field: 'name', code: 'feed_name_taken' }] });
    await expect(add({ name: 'Lain', region: '', everyHours: '0' })).rejects.toMatchObject({
      errors: [{ field: 'regionId' }, { field: 'everyHours' }],
    });
    const audit = await database.column<object>(`SELECT after AS value FROM audit WHERE action = 'feed.add'`);
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain('hidden');
  });
});
