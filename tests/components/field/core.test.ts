import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatchAnswer } from '@/components/field/core/answers';
import { clockFrom, trueTime } from '@/components/field/core/clock';
import { codeFrom } from '@/components/field/core/enrol-code';
import { exportQueue } from '@/components/field/core/export-queue';
import { hintFor } from '@/components/field/core/hint';
import { type Key, keyOf, MAX_PRICE, press, priceOf } from '@/components/field/core/keypad';
import { mockPrice } from '@/components/field/core/mock';
import {
  afterAnswer,
  afterHandOn,
  afterRegistration,
  countStates,
  draft,
  type FieldRecord,
  type Outcome,
  SENT_KEPT,
  settle,
  tooOld,
} from '@/components/field/core/records';
import { afterFailure, CALM, mayTry } from '@/components/field/core/retry';
import { typedToday } from '@/components/field/core/round';

const record = (over: Partial<FieldRecord> = {}): FieldRecord => ({
  ...draft({
    id: '00000000-0000-4000-8000-000000000001',
    deviceId: 'HP-1',
    marketId: 'PASAR-001',
    commodity: 'beras-medium',
    price: 13_500,
    typedAt: 1_000,
    heardAt: null,
    offsetThen: null,
    corrects: null,
    beside: null,
  }),
  ...over,
});

const receipt = (lane: 'accepted' | 'provisional' | 'quarantined') => ({
  lane,
  flags: [],
  range: null,
  ledgerIndex: 7,
  publishedAt: '',
});

describe('the number pad', () => {
  const key = fc.constantFrom<Key>(...'0123456789'.split('').map((k) => k as Key), '000', 'back', 'clear');

  it('only ever holds a price that the server may take, without a leading zero', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        const digits = keys.reduce(press, '');
        expect(digits).toMatch(/^([1-9]\d*)?$/);
        expect(priceOf(digits) ?? 1).toBeLessThanOrEqual(MAX_PRICE);
      }),
    );
  });

  it('takes back exactly the last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 9 }), (price, digit) => {
        const typed = String(price);
        expect(press(press(typed, String(digit) as Key), 'back')).toBe(typed);
      }),
    );
  });

  it('answers to a hardware keyboard, and to nothing that is no number', () => {
    expect(['7', 'Backspace', '.', 'a', 'F1', 'Enter'].map(keyOf)).toEqual([
      '7',
      'back',
      '000',
      null,
      null,
      null,
    ]);
  });
});

describe('the hint before sending', () => {
  const item = { last: null, expected: 13_400, accepted_range: { low: 12_000, high: 15_000 } };

  it('is silent exactly where the price would be accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_PRICE }), (price) => {
        expect(hintFor(item, price) === null).toBe(price >= 12_000 && price <= 15_000);
      }),
    );
  });

  it('names a slipped zero with the figure that was likely meant, and a limit otherwise', () => {
    expect(hintFor(item, 134_000)).toEqual({ kind: 'slip', likely: 13_400 });
    expect(hintFor(item, 1_340)).toEqual({ kind: 'slip', likely: 13_400 });
    expect(hintFor(item, 16_000)).toEqual({ kind: 'above', limit: 15_000 });
    expect(hintFor(item, 11_000)).toEqual({ kind: 'below', limit: 12_000 });
  });

  it('says nothing where nothing is known', () => {
    expect(hintFor({ ...item, accepted_range: null }, 5)).toBeNull();
  });
});

describe('a record', () => {
  const outcome = fc.oneof(
    fc.constant<Outcome>({ kind: 'unknown' }),
    fc
      .constantFrom('accepted', 'provisional', 'quarantined')
      .map((lane): Outcome => ({ kind: 'stored', receipt: receipt(lane as 'accepted') })),
    fc.constant<Outcome>({ kind: 'refused', status: 422, faults: [] }),
  );

  it('leaves the queue only with an answer, keeps its identity, and is never sent again after that', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 8 }), (answers) => {
        const end = answers.reduce(afterAnswer, record({ state: 'waiting' }));
        const first = answers.find((a) => a.kind !== 'unknown');
        expect(end.id).toBe(record().id);
        expect(end.state === 'waiting').toBe(first === undefined);
        if (first?.kind === 'stored') expect(end.receipt).toEqual(first.receipt);
      }),
    );
  });

  it('wants a look when it was held or refused, until a person settles it', () => {
    const waiting = record({ state: 'waiting' });
    const held = afterAnswer(waiting, { kind: 'stored', receipt: receipt('quarantined') });
    expect(held).toMatchObject({ state: 'attention', attention: { kind: 'quarantined' } });
    expect(settle(held, 'confirmed')).toMatchObject({ state: 'sent', settled: 'confirmed' });
    expect(settle(waiting, 'confirmed')).toBe(waiting);
    expect(countStates([waiting, held])).toEqual({ draft: 0, waiting: 1, sent: 0, attention: 1 });
  });

  it('is no matter for the next holder of the phone once it is stored and held, and stays one while it is not', () => {
    const held = afterAnswer(record({ state: 'waiting', timestamp: '2026-11-22T05:00:00.000Z' }), {
      kind: 'stored',
      receipt: receipt('quarantined'),
    });
    const refused = afterAnswer(record({ state: 'waiting', timestamp: held.timestamp }), {
      kind: 'refused',
      status: 422,
      faults: [],
    });
    const since = Date.parse('2026-11-22T06:00:00Z');
    const own = { ...held, timestamp: '2026-11-22T07:00:00.000Z' };
    expect(afterHandOn([held], Number.NaN)).toEqual([]);
    expect(afterHandOn([held, refused, own, record({ state: 'draft' })], since)).toEqual([
      { ...held, state: 'sent', settled: 'handed-on' },
    ]);
  });

  it('waits for a person under a strange name, and for the network under its own again', () => {
    const mine = record({ state: 'waiting' });
    const aside = afterRegistration([mine], 'HP-2');
    expect(aside).toMatchObject([{ state: 'attention', attention: { kind: 'other-device' } }]);
    expect(afterRegistration(aside, 'HP-2')).toEqual([]);
    expect(afterRegistration(aside, 'HP-1')).toEqual([mine]);
    const held = afterAnswer(mine, { kind: 'stored', receipt: receipt('quarantined') });
    expect(afterRegistration([mine, held], 'HP-1')).toEqual([]);
    expect(afterRegistration([held], 'HP-2')).toEqual([]);
  });

  it('is forgotten only when it is finished and older than many others', () => {
    const many = Array.from({ length: SENT_KEPT + 5 }, (_, i) =>
      record({ id: `s${i}`, typedAt: i, state: 'sent' }),
    );
    const waiting = record({ id: 'w', typedAt: 0, state: 'waiting' });
    expect(
      tooOld([...many, waiting])
        .map((r) => r.id)
        .sort(),
    ).toEqual(['s0', 's1', 's2', 's3', 's4']);
  });
});

describe('an answer to a batch', () => {
  const stored = {
    status: 202,
    published_at: '2026-11-22T00:00:00Z',
    prices: [{ lane: 'accepted', flags: [], accepted_range: null, ledger_index: 5 }],
  };

  it('is read reading by reading', () => {
    const problem = {
      status: 422,
      detail: 'x',
      errors: [{ field: 'readings[1].timestamp', code: 'c', message: 'm' }],
    };
    const verdict = readBatchAnswer(202, { results: [stored, problem] }, null, 3);
    expect(verdict).toEqual({
      kind: 'answered',
      outcomes: [
        {
          kind: 'stored',
          receipt: {
            lane: 'accepted',
            flags: [],
            range: null,
            ledgerIndex: 5,
            publishedAt: stored.published_at,
          },
        },
        { kind: 'refused', status: 422, faults: [{ field: 'timestamp', code: 'c', message: 'm' }] },
        { kind: 'unknown' },
      ],
    });
  });

  it('gives each reading its own faults when none could be stored', () => {
    const errors = [0, 1].map((i) => ({ field: `readings[${i}].prices.x`, code: `c${i}`, message: '' }));
    const verdict = readBatchAnswer(422, { errors }, null, 2);
    expect(verdict.kind === 'answered' && verdict.outcomes).toEqual([
      { kind: 'refused', status: 422, faults: [{ field: 'prices.x', code: 'c0', message: '' }] },
      { kind: 'refused', status: 422, faults: [{ field: 'prices.x', code: 'c1', message: '' }] },
    ]);
  });

  it('never lets go of a reading over trouble that may pass, nor over a lost token', () => {
    for (const status of [429, 500, 502, 503, 504, 507])
      expect(readBatchAnswer(status, null, '7', 1)).toEqual({ kind: 'later', retryAfter: 7 });
    for (const status of [401, 403] as const)
      expect(readBatchAnswer(status, { errors: [] }, null, 1)).toEqual({ kind: 'locked-out', status });
  });
});

describe('the pause after failures', () => {
  it('grows, stays within five minutes, respects what the server asks, and never repeats a crowd', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
        const next = afterFailure({ failures, notBefore: 0 }, 0, null, random);
        expect(next.notBefore).toBeGreaterThanOrEqual(1_000);
        expect(next.notBefore).toBeLessThanOrEqual(300_000);
        expect(afterFailure(CALM, 0, 90, random).notBefore).toBeGreaterThanOrEqual(90_000);
        expect(mayTry(next, next.notBefore)).toBe(true);
        expect(mayTry(next, next.notBefore - 1)).toBe(false);
      }),
    );
  });

  it('does not hold the queue for days when the clock was set back', () => {
    expect(mayTry({ failures: 1, notBefore: 86_400_000 }, 0)).toBe(true);
  });
});

describe('the time of a price', () => {
  const REAL = 1_800_000_000_000;
  const DAY = 86_400_000;

  it('is the true one whatever the clock shows, as long as it stays wrong', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400 * DAY, max: 400 * DAY }),
        fc.integer({ min: 0, max: 6 * DAY }),
        (wrong, waited) => {
          const typed = { typedAt: REAL + wrong, heardAt: REAL - 1_000, offsetThen: 0 };
          const now = { offset: -wrong, heardAt: REAL + waited };
          expect(trueTime(typed, now, REAL + waited + wrong)).toBe(REAL);
        },
      ),
    );
  });

  it('is the true one when the clock was put right between typing and sending', () => {
    const typed = { typedAt: REAL + DAY, heardAt: REAL - 60_000, offsetThen: -DAY };
    expect(trueTime(typed, { offset: 0, heardAt: REAL }, REAL + 3_600_000)).toBe(REAL);
  });

  it('is never later than now and never before the last word from the server', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9 * DAY, max: 9 * DAY }),
        fc.integer({ min: -9 * DAY, max: 9 * DAY }),
        fc.integer({ min: 0, max: DAY }),
        (shown, then, since) => {
          const typed = { typedAt: REAL + shown, heardAt: REAL - since, offsetThen: then };
          const time = trueTime(typed, { offset: 0, heardAt: REAL }, REAL);
          expect(time).toBeLessThanOrEqual(REAL);
          expect(time).toBeGreaterThanOrEqual(REAL - since - 1_000);
        },
      ),
    );
  });

  it('comes from the header of an answer, in the middle of the wait for it', () => {
    const fact = clockFrom(new Date(REAL).toUTCString(), 10_000, 11_000);
    expect(fact).toEqual({ heardAt: REAL, offset: REAL + 500 - 10_500 });
    expect(clockFrom(null, 0, 0)).toBeNull();
    expect(clockFrom('soon', 0, 0)).toBeNull();
  });
});

describe('a code', () => {
  it('is found bare, spaced by hand, or in an enrolment address, and nowhere else', () => {
    const code = 'AbC_123-AbC_123-AbC_123-Abc';
    const bare = { code, until: null };
    expect(codeFrom(code)).toEqual(bare);
    expect(codeFrom(` ${code.slice(0, 9)} ${code.slice(9)} `)).toEqual(bare);
    expect(codeFrom(`https://x.example/field#enrol=${code}`)).toEqual(bare);
    expect(codeFrom(`https://x.example/field#enrol=${code}&until=soon`)).toEqual(bare);
    for (const other of ['', 'short', 'https://x.example/menu', '#enrol=<script>', '#/settings'])
      expect(codeFrom(other)).toBeNull();
  });

  it('tells until when it is good, where its address does', () => {
    const code = 'AbC_123-AbC_123-AbC_123-Abc';
    const until = '2026-11-30T10:25:31Z';
    const said = `https://x.example/field#enrol=${code}&until=${until}`;
    expect(codeFrom(said)).toEqual({ code, until: Date.parse(until) });
  });
});

describe('what the phone keeps', () => {
  it('is exported without what is finished, in the form that the server takes', () => {
    const text = exportQueue(
      [record({ state: 'waiting' }), record({ id: 'done', state: 'sent' })],
      [],
      2_000,
    );
    const { readings } = JSON.parse(text) as { readings: unknown[] };
    expect(readings).toEqual([
      {
        reading_id: record().id,
        timestamp: '1970-01-01T00:00:01.000Z',
        market_id: 'PASAR-001',
        device_id: 'HP-1',
        prices: { 'beras-medium': 13_500 },
      },
    ]);
  });

  it('is exported with every appeal that the server has not taken, sent or refused, word by word', () => {
    const about = { commodity: 'beras-medium', commodity_name: { id: 'Beras', en: 'Rice' }, price: 13_500 };
    const note = 'semua lapak menjual “begitu”';
    const waits = { observation: 7, deviceId: 'HP-1', about, reason: 'price_is_true', note, refused: null };
    const older = { observation: 8, deviceId: 'HP-0', reason: 'other', note, refused: 409, why: 'handed_on' };
    const { appeals } = JSON.parse(exportQueue([], [waits, older], 2_000)) as { appeals: unknown[] };
    expect(appeals).toEqual([
      {
        device_id: 'HP-1',
        commodity: 'beras-medium',
        price: 13_500,
        refused: null,
        body: { id: 7, reason: 'price_is_true', note },
      },
      {
        device_id: 'HP-0',
        commodity: null,
        price: null,
        refused: { status: 409, code: 'handed_on' },
        body: { id: 8, reason: 'other', note },
      },
    ]);
  });

  it('counts as done today only what was typed today, in the market’s own time', () => {
    const noon = Date.parse('2026-11-22T05:00:00Z');
    const late = record({ id: 'a', typedAt: Date.parse('2026-11-21T17:30:00Z') });
    const early = record({ id: 'b', commodity: 'gula', typedAt: Date.parse('2026-11-21T16:30:00Z') });
    expect([...typedToday([late, early], noon, 'Asia/Jakarta').keys()]).toEqual(['beras-medium']);
  });
});

describe('a made-up price', () => {
  it('is one that the judge accepts', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const item = {
          commodity: 'x',
          name_id: 'x',
          name_en: 'x',
          unit: 'kg' as const,
          last: null,
          expected: 13_400,
          accepted_range: { low: 13_350, high: 13_420 },
        };
        expect(hintFor(item, mockPrice(item, random) ?? 0)).toBeNull();
      }),
    );
  });
});
