import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROW_KINDS, type RowKind } from '../../support/tamper-rows';
import { openTamperedWorld, type TamperedWorld } from '../../support/tampered-world';

/** Flips of every column; thousands are made by `tests/faults/database-tampering.ts`. */
const TIMES = 2;
const KIND_TIMES = 4;
const KINDS = Object.keys(ROW_KINDS) as RowKind[];

describe('a database that somebody tampers with', () => {
  let world: TamperedWorld;
  beforeAll(async () => {
    world = await openTamperedWorld();
  });
  afterAll(() => world.close());

  it('is believed as long as nobody did', async () => {
    // 22 days of 12 prices, three that people decided about, and the corrected one.
    expect(await world.verify()).toMatchObject({ ok: true, prices: 22 * 12 + 4, history: 80, cosigned: 6 });
  });

  it('is not believed with a single changed value, in whichever column', async () => {
    const found = new Map<string, number>();
    for (const [i, column] of world.columns.entries()) {
      for (let n = 0; n < TIMES; n++) {
        const { outcome, sql, verdict } = await world.attempt(column, 1000 * i + n);
        expect(['found', 'refused by the database'], `${sql} ${JSON.stringify(verdict)}`).toContain(outcome);
        if (outcome === 'found') found.set(column.table, (found.get(column.table) ?? 0) + 1);
      }
    }
    for (const { table } of world.columns) expect(found.get(table), table).toBeGreaterThan(0);
  }, 240_000);

  it.each(KINDS)('is not believed when somebody does this to it: %s', async (kind) => {
    const outcomes: string[] = [];
    for (let n = 0; n < KIND_TIMES; n++) {
      const { outcome, sql, verdict } = await world.attemptKind(kind, 100 + n);
      expect(['found', 'refused by the database'], `${sql} ${JSON.stringify(verdict)}`).toContain(outcome);
      outcomes.push(outcome);
    }
    expect(outcomes).toContain('found');
  });

  it.each([
    ['a deleted price', 'DELETE FROM observation WHERE id = 20'],
    ['a deleted row of history', 'DELETE FROM observation WHERE id = -15'],
    [
      'an added row of history',
      'INSERT INTO observation SELECT -500, observed_at, received_at, published_at, reading_id, market_id, region_id, commodity_id, price, lane, provenance FROM observation WHERE id = -15',
    ],
    ['a deleted reading', 'DELETE FROM reading WHERE first_index = 20'],
    [
      'an added reading',
      `INSERT INTO reading SELECT 'DEV-X', id, market_id, observed_at, received_at, published_at, temperature, humidity, crowd, provenance, first_index, prices FROM reading WHERE first_index = 20`,
    ],
    ['a first verdict taken away', 'UPDATE observation SET first_lane = NULL WHERE id = 20'],
    ['a deleted later verdict', 'DELETE FROM later_verdict WHERE id = (SELECT min(id) FROM later_verdict)'],
    ['history that claims a verdict', `UPDATE observation SET flags = '{}' WHERE id = -15`],
    ['a deleted leaf', 'DELETE FROM ledger_run WHERE id = (SELECT max(id) FROM ledger_run)'],
    [
      'a cosigned checkpoint of another tree',
      `UPDATE ledger_cosigned SET note = (SELECT note FROM ledger_cosigned ORDER BY size LIMIT 1)
       WHERE size = (SELECT max(size) FROM ledger_cosigned)`,
    ],
    [
      'a cosignature taken away',
      `UPDATE ledger_cosigned SET note = regexp_replace(note, '— witness.example/3 [^\n]*\n', '')
       WHERE size = (SELECT max(size) FROM ledger_cosigned)`,
    ],
    [
      'keys under another name',
      `UPDATE setting SET value = value - 'keys' || jsonb_build_object('kexs', value->'keys') WHERE key = 'ledger.identity'`,
    ],
    ['keys that were forgotten', `DELETE FROM setting WHERE key = 'ledger.identity'`],
    [
      'a deleted cosigned checkpoint',
      'DELETE FROM ledger_cosigned WHERE size = (SELECT max(size) FROM ledger_cosigned)',
    ],
    ['no cosigned checkpoint any more', 'DELETE FROM ledger_cosigned'],
    [
      'an added cosigned checkpoint',
      `INSERT INTO ledger_cosigned SELECT k.size, c.note, k.created_at FROM ledger_checkpoint k, ledger_cosigned c
       WHERE k.size NOT IN (SELECT size FROM ledger_cosigned) LIMIT 1`,
    ],
    ['the record of cosigned checkpoints taken away', `DELETE FROM audit WHERE action = 'ledger.cosigned'`],
    ['a deleted tile', 'DELETE FROM ledger_tile WHERE level = 0'],
    ['a shorter log', `UPDATE ledger_head SET size = size - 1`],
    ['a deleted review that moved nothing', `DELETE FROM review WHERE act = 'ask_again'`],
    ['a deleted review that took effect', `DELETE FROM review WHERE act = 'accept'`],
    [
      'an added review',
      'INSERT INTO review SELECT id - 1, observation_id, act, state, lapses_to, from_lane, to_lane, reason, note, corrected_price, correction_id, answers, actor_kind, actor_id, decided_at, due_at FROM review ORDER BY id LIMIT 1',
    ],
    ['a deleted act of an administrator', `DELETE FROM audit WHERE action = 'device.register'`],
    ['a deleted statement of the audit', `DELETE FROM audit WHERE action = 'ledger.attest'`],
    [
      'two prices exchanged',
      `UPDATE observation SET price = CASE price WHEN 40000 THEN 40200 ELSE 40000 END WHERE price IN (40000, 40200)`,
    ],
  ])('is not believed with %s', async (_what, sql) => {
    expect(await world.after(sql)).toMatchObject({ ok: false });
  });

  it('names the cosigned checkpoint whose note was changed', async () => {
    const sql = `UPDATE ledger_cosigned SET note = regexp_replace(note, 'witness.example/3', 'witness.example/4')
      WHERE size = (SELECT min(size) FROM ledger_cosigned)`;
    expect(await world.after(sql)).toMatchObject({
      ok: false,
      what: expect.stringMatching(/^the cosigned checkpoint of [0-9]+ leaves: /),
    });
  });

  it('names the leaf of the price that was changed', async () => {
    expect(await world.after('UPDATE observation SET price = price + 1 WHERE id = 33')).toMatchObject({
      ok: false,
      index: 33,
      what: expect.stringMatching(/sealed "price":40400.* stored "price":40401/),
    });
  });
});
