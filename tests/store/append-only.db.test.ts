import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

describe.each(await availableKinds())('the database itself, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    await database.pool.query(`
      INSERT INTO audit (at, actor_kind, actor_id, action, subject) VALUES (now(), 'job', 'test', 'x', 'y');
      INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id, price, lane,
        provenance, first_lane, score, rule_version, detail, impact_score, dominant_factor, factors)
        VALUES (1, now(), now(), now(), 1, 31, 1, 5000, 0, 0, 0, 0, 'v', '{}', 0, 'unexplained', '{}');
      INSERT INTO later_verdict (observation_id, id, lane, score, rule_version, detail, impact_score, dominant_factor, factors,
        decided_at, decided_by) VALUES (1, 2, 0, 0, 'v', '{}', 0, 'unexplained', '{}', now(), 'judge')`);
  });
  afterAll(() => database.close());

  it.each([
    ['change an audit row', `UPDATE audit SET actor_id = 'somebody else'`],
    ['delete an audit row', 'DELETE FROM audit'],
    ['empty the audit', 'TRUNCATE audit'],
    ['change a first verdict', 'UPDATE observation SET first_lane = 2'],
    ['change the reasons of a first verdict', `UPDATE observation SET detail = '{}', lane = 2`],
    ['take a first verdict away', 'UPDATE observation SET first_lane = NULL'],
    ['delete a judged price', 'DELETE FROM observation'],
    ['change a later verdict', 'UPDATE later_verdict SET lane = 2'],
    ['delete a later verdict', 'DELETE FROM later_verdict'],
  ])('does not let anybody %s', async (_what, sql) => {
    await expect(database.pool.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  it.each([
    ['a price of nothing', `(9, 0, 0)`],
    ['a negative price', `(9, -1, 0)`],
    ['a lane that does not exist', `(9, 1, 3)`],
  ])('does not take %s', async (_what, values) => {
    const insert = `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id,
      commodity_id, price, lane, provenance)
      SELECT i, now(), now(), now(), 1, 31, 1, p, l, 0 FROM (VALUES ${values}) AS v (i, p, l)`;
    await expect(database.pool.query(insert)).rejects.toMatchObject({ code: '23514' });
  });
});
