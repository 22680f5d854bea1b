import { z } from 'zod';
import { LANE_NUMBER } from '@/lib/market/lane';
import { CASE_STATES, DECISIONS } from '@/lib/market/review';
import { rupiah, timeZone, unit } from './openapi-parts';

/* What is said about cases, for the description only. */

const both = z.strictObject({ id: z.string(), en: z.string() });
const lane = z.enum(Object.keys(LANE_NUMBER) as [string, ...string[]]);
const time = z.iso.datetime();
const position = z.number().int().min(0);
const act = z.enum([...DECISIONS, 'appeal']);
const share = z.number().nullable();
const range = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const daily = z.array(z.strictObject({ day: z.iso.date(), price: rupiah }));

const line = {
  id: position.meta({ description: 'Position of the price in the ledger' }),
  version: position.meta({ description: 'A decision names it' }),
  state: z.enum(CASE_STATES),
  lane,
  commodity: z.string(),
  commodity_name: both,
  unit,
  market_id: z.string(),
  market: z.string(),
  region_id: z.number().int(),
  region: z.string(),
  device_id: z.string(),
  price: rupiah,
  corrected_price: rupiah.nullable(),
  expected: z.number().nullable(),
  accepted_range: range,
  flags: z.array(z.string()),
  why: both,
  observed_at: time,
  received_at: time,
  due_at: time.nullable(),
  overdue: z.boolean(),
  simulated: z.boolean(),
  own_proposal: z.boolean(),
  may_decide: z.boolean(),
  may_appeal: z.boolean(),
};

export const queue = z
  .strictObject({ at: time, cases: z.array(z.strictObject(line)), next_cursor: z.string().nullable() })
  .meta({ id: 'ReviewQueue' });

export const card = z
  .strictObject({
    ...line,
    score: z.number(),
    rule_version: z.string(),
    detectors: z.array(
      z.strictObject({
        name: z.string(),
        value: z.number(),
        limit: z.number(),
        vote: z.boolean(),
        window: z.number(),
        peers: z.array(z.string()).optional(),
        sources: z
          .array(z.strictObject({ source: z.string(), price: rupiah, spread: z.number(), age: z.number() }))
          .optional(),
      }),
    ),
    latitude: z.number(),
    longitude: z.number(),
    history: daily,
    region_history: daily,
    time_zone: timeZone,
    neighbours: z.array(
      z.strictObject({
        market_id: z.string(),
        market: z.string(),
        region: z.string(),
        km: z.number(),
        price: rupiah,
        observed_at: time,
        latitude: z.number(),
        longitude: z.number(),
      }),
    ),
    reliability: z.strictObject({
      device_id: z.string(),
      mean: z.number(),
      weight: z.number(),
      upheld_days: z.number(),
      overturned_days: z.number(),
    }),
    evidence: z
      .array(z.strictObject({ kind: z.string(), since: z.iso.date(), until: z.iso.date(), text: both }))
      .meta({ description: 'Patterns in all prices of the reporter; never alone a verdict on a price' }),
    effect: z
      .strictObject({
        decision: z.enum(['accept', 'reject', 'undo']),
        region: share,
        nation: share,
        two_people: z.boolean(),
      })
      .meta({ description: 'How far the decision that lies nearest would move averages' }),
    pending: z.strictObject({ act, corrected_price: rupiah.nullable(), mine: z.boolean() }).nullable(),
    handed_on: z.boolean().meta({
      description:
        'The device has gone on to somebody else: whoever reported the price cannot be asked by it',
    }),
    barred: z.boolean(),
    attached: z
      .strictObject({
        photo: z.boolean(),
        distance_m: z.number().int().nullable(),
        accuracy_m: z.number().int().nullable(),
      })
      .nullable()
      .meta({ description: 'What the enumerator chose to send beside the price' }),
    events: z.array(
      z.strictObject({
        ledger_index: position,
        act: z.enum([...DECISIONS, 'appeal', 'judged', 'second_look']),
        state: z.enum(CASE_STATES).nullable(),
        from: lane.nullable(),
        to: lane,
        reason: z.string(),
        note: z.string().nullable(),
        corrected_price: rupiah.nullable(),
        answers: position.nullable(),
        by: z.string(),
        at: time,
      }),
    ),
  })
  .meta({ id: 'ReviewCase' });

export const preview = z.strictObject({
  state: z.enum(CASE_STATES).nullable().meta({
    description:
      'Where the decision would leave the case: `proposed` waits for a second person. Null when refused',
  }),
  region: share.meta({ description: "Relative change of the province's mean" }),
  nation: share,
});

export const appealed = z.strictObject({ id: position, state: z.literal('appealed') });

export const bulk = z.strictObject({
  results: z.array(
    z.strictObject({
      id: position,
      status: z.number().int(),
      detail: z.string().nullable(),
      code: z.string().nullable(),
      state: z.enum(CASE_STATES).nullable().meta({
        description:
          'Where the decision left the case: `proposed` waits for a second person. Null when refused',
      }),
    }),
  ),
});

/** A price that a device reported. */
const reported = {
  observation: position.meta({ description: 'Position of the price in the ledger' }),
  commodity: z.string(),
  commodity_name: both,
  unit,
  price: rupiah,
  observed_at: time,
};

export const requests = z.strictObject({
  requests: z.array(
    z.strictObject({
      id: position,
      ...reported,
      reason: z.string(),
      question: z.string(),
      asked_at: time,
      due_at: time,
    }),
  ),
});

export const decisions = z.strictObject({
  device_id: z.string(),
  decisions: z.array(
    z.strictObject({
      ...reported,
      act: z.enum(['accept', 'reject', 'correct']),
      reason: z.string(),
      corrected_price: rupiah.nullable(),
      decided_at: time,
      appealed: z.boolean().meta({ description: 'An appeal waits for another reviewer' }),
      may_appeal: z.boolean(),
    }),
  ),
});

export const reliability = z.strictObject({
  device_id: z.string(),
  reliability: z.number().min(0).max(1),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  weight: z.number().min(0).max(1),
  upheld_days: z.number().min(0),
  overturned_days: z.number().min(0),
  prior: z.strictObject({ upheld: z.number(), overturned: z.number() }),
  half_life_days: z.number(),
  advice: both,
  habits: z.array(both).meta({ description: 'What patterns in all prices of this device call for' }),
});

export const kept = z.strictObject({ reading_id: z.uuid(), kept: z.literal(true) });
