import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { startTestServer, type TestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { pause, registerSenders, startLoad } from './load';

/** What a table answers whose file cannot grow; PostgreSQL's own words and code. */
const FILL = `
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON observation FOR EACH STATEMENT EXECUTE FUNCTION no_room();
CREATE TRIGGER no_room BEFORE INSERT ON ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION no_room();
CREATE TRIGGER no_room BEFORE INSERT ON impact_fit FOR EACH STATEMENT EXECUTE FUNCTION no_room();`;
const MAKE_ROOM = 'DROP FUNCTION no_room CASCADE';
const DEVICES = 8;

describe('a server whose database has no room left', () => {
  let server: TestServer;
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
    await database.drop();
  });

  it('says so and when to come back, still shows prices, goes on by itself, and has lost nothing', async () => {
    const load = startLoad(await registerSenders(server.url, database.url, DEVICES), () => server.url, 20);
    const grown = async (by: number) => {
      const before = load.acknowledged();
      while (load.acknowledged() < before + by) await pause(20);
    };
    await grown(4 * DEVICES);
    await client.query(FILL);
    // From here on nothing can be acknowledged; what was on its way may still be counted.
    while ((load.statuses()['507'] ?? 0) < 4 * DEVICES) await pause(20);
    const shown = await fetch(`${server.url}/api/public/commodity/price/live?commodity=beras-medium`);
    expect(shown.status).toBe(200);
    expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
    await client.query(MAKE_ROOM);
    await grown(4 * DEVICES);
    const figures = await load.finish();
    expect(server.process.exitCode).toBeNull();
    expect(figures.silent).toBe(0);
    expect(figures.unexpected).toEqual([]);
    expect(figures.differing).toEqual([]);
    expect(await auditDatabase(database.url, figures.acknowledged)).toMatchObject({
      ...SOUND,
      storedReadings: figures.acknowledged.length,
    });
  });
});
