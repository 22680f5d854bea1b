import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { decodeLeaf } from '@/lib/ledger/leaf';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { aboutPrice } from '@/lib/services/ledger-about';
import { sealLeaves } from '@/lib/services/ledger-seal';
import { storedTree } from '@/lib/services/ledger-tree';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { appendVerdicts, type SealVerdicts } from '@/lib/store/river/append-verdicts';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const REGIONS = [31, 31, 32, 32, 33, 33, 35, 35, 36, 71];
const QUIET_DAYS = 20;
const USUAL = 40_000;
/** Enough of a jump to wait, not enough to be quarantined. */
const MILD = 43_500;

describe.each(await availableKinds())('the second look, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let markets: readonly number[];
  const open: SmallRiver[] = [];
  const instance = async () => {
    const one = await openSmallRiver(database);
    open.push(one);
    return one;
  };

  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarketsIn(database.db, REGIONS);
    river = await instance();
    for (let day = 0; day < QUIET_DAYS; day++) await river.send(day, all(usual(day)));
    expect(river.waiting).toBe(0);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await database?.close();
  });

  /** A price that trembles a little from day to day. */
  const usual = (day: number) => USUAL + 200 * (day % 3);
  const all = (price: number, but: readonly number[] = []) =>
    markets.filter((m) => !but.includes(m)).map((marketId) => ({ marketId, price }));
  const [first, second] = [() => markets[0] ?? 0, () => markets[1] ?? 0];
  const lane = async (id: number) =>
    (await database.column<number>('SELECT lane AS value FROM observation WHERE id = $1', [id]))[0];
  const verdicts = (id: number) =>
    database.column<Record<string, unknown>>(
      `SELECT json_build_object('id', id::int, 'lane', lane, 'flags', flags, 'by', decided_by) AS value
       FROM verdict WHERE observation_id = $1 ORDER BY verdict.id`,
      [id],
    );
  async function sound(): Promise<void> {
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await differingHours(database.pool)).toEqual([]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  }
  async function held(price: number, day = QUIET_DAYS): Promise<number> {
    await river.send(day, all(usual(day), [first()]));
    const [id = -1] = await river.send(day, [{ marketId: first(), price }], 1);
    expect(await lane(id)).toBeGreaterThan(0);
    expect(river.waiting).toBe(1);
    return id;
  }

  it('lets in a jump that other markets made as well, and tells rows, rollups, ledger and boards', async () => {
    const id = await held(50_000);
    expect(await river.settle(QUIET_DAYS, 2)).toBe(0);
    const before = river.published.at(-1)?.to ?? -1;
    await river.send(QUIET_DAYS, all(50_000, [first()]), 3);
    expect(await river.settle(QUIET_DAYS + 1)).toBeGreaterThan(0);
    expect(await lane(id)).toBe(0);
    const [, later] = await verdicts(id);
    expect(later).toMatchObject({ lane: 0, flags: ['peers_confirm'], by: 'judge' });
    expect(river.lastPrice(first())).toBe(50_000);
    expect(river.updates().find((u) => u.observation === id)).toMatchObject({
      seq: later?.id,
      lane: 'accepted',
    });
    let reached = before;
    for (const frame of river.published.filter((p) => p.from >= before)) {
      expect(frame.from).toBe(reached);
      for (const u of frame.updates) expect(u.seq >= frame.from && u.seq < frame.to).toBe(true);
      reached = frame.to;
    }
    expect(river.counted).toContainEqual(['accepted', 'peers_confirm']);
    await sound();
  });

  it('is told beside the price, with the very reasons that its leaf seals', async () => {
    const id = await held(50_000);
    await river.send(QUIET_DAYS, all(50_000, [first()]), 3);
    await river.settle(QUIET_DAYS + 1);
    const catalog = await database.catalog();
    const about = await aboutPrice({ pool: database.pool, catalog: () => catalog }, id);
    const tree = storedTree(database.pool);
    const sealed = async (index: number) => decodeLeaf((await tree.entry(index)) ?? new Uint8Array());
    const hashOf = (text: string | null) => toHex(nodeSha256(utf8(text ?? '')));
    expect(await sealed(id)).toMatchObject({ kind: 'price', evidence: hashOf(about.evidence) });
    expect(about.later.length).toBe(1);
    for (const { index, evidence } of about.later) {
      expect(await sealed(index)).toMatchObject({
        kind: 'verdict',
        observation: id,
        evidence: hashOf(evidence),
      });
    }
  });

  it('lets in what the market itself reports again the next day, and learns it', async () => {
    const id = await held(MILD);
    expect(await lane(id)).toBe(1);
    const day = QUIET_DAYS + 1;
    const [again = -1] = await river.send(day, [{ marketId: first(), price: MILD }]);
    await river.settle(day, 1);
    expect(await lane(id)).toBe(0);
    expect(await verdicts(id)).toMatchObject([{}, { flags: ['own_reports_confirm'] }]);
    await river.settle(day + 1);
    expect(await lane(again)).toBe(0);
    const [next = -1] = await river.send(day + 1, [{ marketId: first(), price: MILD }], 1);
    expect(await lane(next)).toBe(0);
    await sound();
  });

  it('lets a mild price that nobody contradicted count from the 72nd hour on', async () => {
    const id = await held(MILD);
    expect(await river.settle(QUIET_DAYS + 3, 0.9)).toBe(0);
    expect(await river.settle(QUIET_DAYS + 3, 1.1)).toBe(1);
    expect(await verdicts(id)).toMatchObject([{ lane: 1 }, { lane: 0, flags: ['uncontradicted'] }]);
    await sound();
  });

  it('tells followers of a late acceptance, and replaces no newer price by it', async () => {
    const id = await held(MILD);
    for (let day = QUIET_DAYS + 1; day <= QUIET_DAYS + 3; day++) await river.send(day, all(usual(day)));
    await river.settle(QUIET_DAYS + 3, 2);
    expect(await lane(id)).toBe(0);
    expect(river.lastPrice(first())).toBe(usual(QUIET_DAYS + 3));
    const observed_at = new Date(at(QUIET_DAYS, 1)).toISOString();
    expect(river.updates().filter((u) => u.observation === id)).toMatchObject([
      { lane: 'accepted', price: MILD, observed_at },
    ]);
  });

  it('quarantines after 72 hours what the market took back and no other market knew', async () => {
    const id = await held(47_000);
    for (let day = QUIET_DAYS + 1; day <= QUIET_DAYS + 3; day++) {
      await river.send(day, all(usual(day)));
      await river.settle(day, 0.5);
      expect(await lane(id)).toBeGreaterThan(0);
    }
    expect(await river.settle(QUIET_DAYS + 3, 2)).toBe(1);
    expect(await lane(id)).toBe(2);
    expect(river.waiting).toBe(0);
    expect(river.lastPrice(first())).toBe(usual(QUIET_DAYS + 3));
    await sound();
  });

  it('says after 72 hours that a quarantined price stays, once', async () => {
    const id = await held(400_000);
    await river.settle(QUIET_DAYS + 3, 2);
    expect((await verdicts(id)).map((v) => [v.lane, v.flags])).toEqual([
      [2, expect.arrayContaining(['scale_slip'])],
      [2, ['unconfirmed']],
    ]);
    expect(await river.settle(QUIET_DAYS + 4)).toBe(0);
    expect(await verdicts(id)).toHaveLength(2);
    await sound();
  });

  it('decides late rather than never when nothing ran while the time went by', async () => {
    const id = await held(400_000);
    const later = await instance();
    await later.load(Date.parse('2026-04-10T00:00:00Z'));
    expect(later.waiting).toBe(1);
    expect(await later.settle(QUIET_DAYS + 15)).toBe(1);
    expect(await verdicts(id)).toHaveLength(2);
    const third = await instance();
    await third.load(Date.parse('2026-04-10T00:00:00Z'));
    expect(third.waiting).toBe(0);
  });

  it('decides once when instances look at the same moment, and both learn it', async () => {
    const ids = [await held(47_000)];
    const [id2 = -1] = await river.send(QUIET_DAYS, [{ marketId: second(), price: 400_000 }], 2);
    ids.push(id2);
    const other = await instance();
    await other.load(Date.parse('2026-03-23T00:00:00Z'));
    expect(other.waiting).toBe(2);
    const decided = await Promise.all([river.settle(QUIET_DAYS + 3, 4), other.settle(QUIET_DAYS + 3, 4)]);
    expect(decided[0] + decided[1]).toBe(2);
    for (const id of ids) expect(await verdicts(id)).toHaveLength(2);
    expect([river.waiting, other.waiting]).toEqual([0, 0]);
    await sound();
  });

  it('writes nothing and tries again when the database fails in the middle', async () => {
    const id = await held(400_000);
    await database.pool.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    );
    await database.pool.query(
      'CREATE TRIGGER fail BEFORE UPDATE ON ledger_head FOR EACH ROW EXECUTE FUNCTION fail()',
    );
    await expect(river.settle(QUIET_DAYS + 3, 2)).rejects.toThrow('no');
    expect(await verdicts(id)).toHaveLength(1);
    expect(river.published.at(-1)?.updates.some((u) => u.observation === id)).toBe(false);
    await database.pool.query('DROP TRIGGER fail ON ledger_head');
    expect(await river.settle(QUIET_DAYS + 3, 2)).toBe(1);
    expect(await verdicts(id)).toHaveLength(2);
    await sound();
  });

  it('looks again at what it could not write, although nothing new was reported and no time is over', async () => {
    const id = await held(MILD);
    const day = QUIET_DAYS + 1;
    await river.send(day, [{ marketId: first(), price: MILD }]);
    await database.pool.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
       CREATE TRIGGER fail BEFORE UPDATE ON ledger_head FOR EACH ROW EXECUTE FUNCTION fail()`,
    );
    await expect(river.settle(day, 1)).rejects.toThrow('no');
    await database.pool.query('DROP TRIGGER fail ON ledger_head');
    await river.settle(day, 1);
    expect(await lane(id)).toBe(0);
    await sound();
  });

  it('takes a price that no longer counts out of every bucket, lowest and highest included', async () => {
    const ids = await river.send(QUIET_DAYS, [
      { marketId: first(), price: USUAL },
      { marketId: first(), price: USUAL + 900 },
      { marketId: second(), price: USUAL - 900 },
    ]);
    await river.send(QUIET_DAYS, [{ marketId: first(), price: USUAL + 100 }], 1);
    await sound();
    const catalog = await database.catalog();
    for (const to of ['quarantined', 'accepted', 'provisional'] as const) {
      const decisions = await Promise.all(
        ids.map(async (observationId) => ({
          observationId,
          observedAt: at(QUIET_DAYS),
          follows: Number((await verdicts(observationId)).at(-1)?.id),
          to,
          reason: 'test',
          ruleVersion: 'test',
          detectors: [],
          decidedBy: 'test',
        })),
      );
      const seal: SealVerdicts = (decided) =>
        sealLeaves(
          decided.map((d) => ({
            kind: 'verdict',
            observation: d.observationId,
            from: d.from,
            to: d.to,
            reason: d.reason,
            ruleVersion: d.ruleVersion,
            at: at(QUIET_DAYS),
            actor: 'system',
          })),
        );
      const append = () => appendVerdicts(database.pool, catalog, decisions, at(QUIET_DAYS), seal);
      expect((await append()).decided).toHaveLength(3);
      expect((await append()).stale).toEqual(ids.map((observationId) => ({ observationId, lane: to })));
      await sound();
    }
  });

  it('judges a stored reading again as it was judged', async () => {
    const [id = -1] = await river.send(QUIET_DAYS, [{ marketId: first(), price: MILD }]);
    const replayed = await openSmallRiver(database);
    open.push(replayed);
    const [stored] = await database.column<string>(
      'SELECT detail::text AS value FROM verdict WHERE id = $1',
      [id],
    );
    await replayed.load(at(QUIET_DAYS), at(QUIET_DAYS) - 1);
    expect(replayed.judge(QUIET_DAYS, { marketId: first(), price: MILD })).toBe(stored);
  });

  it('goes on storing readings while prices are being decided', async () => {
    await held(400_000);
    const day = QUIET_DAYS + 3;
    await Promise.all([
      river.settle(day, 2),
      river.send(day, all(usual(day))),
      river.send(day, all(usual(day)), 1),
    ]);
    await sound();
  });
});
