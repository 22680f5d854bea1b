import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { CaseCard } from '@/lib/live/review';
import { registerTestDevice, type TestDevice } from '../support/device';
import { tinyJpeg, withExif } from '../support/jpeg';
import { signedInPerson } from '../support/people';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');
const database = inject('serverDatabaseUrl');
/** Some 2.3 km north of PASAR-001. */
const AWAY_KM = 2.3;
const DEGREE_KM = 111.195;

describe('what comes beside a reading', () => {
  let device: TestDevice;
  let market = { latitude: 0, longitude: 0 };
  beforeAll(async () => {
    device = await registerTestDevice(url, inject('adminToken'));
    const answer = await fetch(`${url}/api/public/map?commodity=beras-medium`);
    const { markets } = (await answer.json()) as {
      markets: { market_id: string; latitude: number; longitude: number }[];
    };
    market = markets.find((m) => m.market_id === 'PASAR-001') ?? market;
  });

  async function report(): Promise<{ readonly readingId: string; readonly index: number }> {
    const readingId = randomUUID();
    const answer = await device.post(
      device.reading({ reading_id: readingId, prices: { 'gula-konsumsi': 9_900_000 } }),
    );
    const body = (await answer.json()) as { prices?: { ledger_index: number }[] };
    return { readingId, index: body.prices?.[0]?.ledger_index ?? -1 };
  }
  const send = (body: object, token = device.token) =>
    fetch(`${url}/api/field/evidence`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const photoOf = (bytes: Uint8Array) => ({
    photo: Buffer.from(bytes).toString('base64'),
    photo_sha256: createHash('sha256').update(bytes).digest('hex'),
  });

  it('reaches the reviewer as a picture without its description and a distance without the place', async () => {
    const { readingId, index } = await report();
    const position = {
      latitude: market.latitude + AWAY_KM / DEGREE_KM,
      longitude: market.longitude,
      accuracy_m: 35,
    };
    const body = { reading_id: readingId, ...photoOf(withExif(tinyJpeg(), 'Canon di rumah')), position };
    expect((await send(body)).status).toBe(201);
    // A repeat, since the answer was lost, changes nothing.
    expect((await send(body)).status).toBe(200);
    await expectProblem(await send({ reading_id: readingId, ...photoOf(tinyJpeg()) }), 409);

    const { cookie } = await signedInPerson(url, database, { role: 'validator' });
    const shown = await fetch(`${url}/api/review/${index}`, { headers: { cookie } });
    const { attached } = (await shown.json()) as CaseCard;
    expect(attached).toEqual({ photo: true, distance_m: 2_300, accuracy_m: 35 });
    const photo = await fetch(`${url}/api/review/${index}/photo`, { headers: { cookie } });
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(photo.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.compare(Buffer.from(await photo.arrayBuffer()), tinyJpeg())).toBe(0);
  });

  it('is shown to nobody but those who see the case', async () => {
    const { readingId, index } = await report();
    await send({ reading_id: readingId, ...photoOf(tinyJpeg()) });
    const photo = async (headers: Record<string, string>) =>
      (await fetch(`${url}/api/review/${index}/photo`, { headers })).status;
    expect(await photo({})).toBe(401);
    expect(await photo({ authorization: `Bearer ${device.token}` })).toBe(401);
    for (const [role, regionId, status] of [
      ['enumerator', null, 403],
      ['operator', null, 403],
      ['validator', 71, 403],
      ['validator', 31, 200],
      ['auditor', null, 200],
    ] as const) {
      const { cookie } = await signedInPerson(url, database, { role, regionId });
      expect([role, await photo({ cookie })]).toEqual([role, status]);
    }
  });

  it('is refused beside a reading that the device did not send', async () => {
    await expectProblem(await send({ reading_id: randomUUID(), ...photoOf(tinyJpeg()) }), 404);
    const { readingId } = await report();
    const other = await registerTestDevice(url, inject('adminToken'));
    await expectProblem(await send({ reading_id: readingId, ...photoOf(tinyJpeg()) }, other.token), 404);
  });

  it('is refused when it is no picture, not whole, too large, not what its hash says, or nothing', async () => {
    const { readingId: reading_id } = await report();
    const truncated = tinyJpeg().subarray(0, -10);
    const renamed = Buffer.from('<script>alert(1)</script>');
    for (const bytes of [truncated, renamed])
      await expectProblem(await send({ reading_id, ...photoOf(bytes) }), 422);
    const wrong = { ...photoOf(tinyJpeg()), photo_sha256: '0'.repeat(64) };
    await expectProblem(await send({ reading_id, ...wrong }), 422);
    const large = Buffer.concat([tinyJpeg(), Buffer.alloc(201 * 1024), Buffer.from([0xff, 0xd9])]);
    expect([413, 422]).toContain((await send({ reading_id, ...photoOf(large) })).status);
    await expectProblem(await send({ reading_id }), 422);
    const nowhere = { latitude: 91, longitude: 0, accuracy_m: 1 };
    await expectProblem(await send({ reading_id, position: nowhere }), 422);
    // None of these was kept: the first whole one is.
    expect((await send({ reading_id, ...photoOf(tinyJpeg()) })).status).toBe(201);
  });
});
