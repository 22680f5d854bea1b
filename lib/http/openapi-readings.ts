import { z } from 'zod';
import { GAP_CAUSES } from '@/lib/feeds/cause';
import {
  day,
  factor,
  impactModel,
  impactScore,
  lane,
  problem,
  ratio,
  rupiah,
  seq,
  time,
  weights,
} from './openapi-parts';

/*
 * What a device may send. `lib/ingest` reads it with messages that a JSON schema cannot give; a test
 * holds this description to the door.
 */

const MAX_PRICE = 10_000_000;
const MAX_READINGS = 500;

const amount = z.union([z.number().positive().max(MAX_PRICE), z.string()]);

export const reading = z
  .strictObject({
    timestamp: z.string().meta({ description: 'ISO 8601; when the price was seen' }),
    market_id: z.string().meta({
      description: 'Where the device is registered; one that closed takes what was seen before its closed_on',
    }),
    device_id: z.string().max(64),
    region: z.string().optional(),
    temperature: z.number().min(-20).max(60).nullable().optional().meta({ description: '°C' }),
    humidity: z.number().min(0).max(100).nullable().optional().meta({ description: '%' }),
    crowd: z.number().int().min(0).max(1_000_000).nullable().optional(),
    prices: z
      .record(z.string(), z.union([amount, z.strictObject({ price: amount, unit: z.string() })]))
      .meta({ description: '1 to 50 commodities by name; Rp per kg or litre, or a price with its unit' }),
    reading_id: z.uuid().optional().meta({ description: 'Without it, device and timestamp identify it' }),
  })
  .meta({
    id: 'Reading',
    example: {
      timestamp: '2025-12-12T12:34:56.789Z',
      market_id: 'PASAR-001',
      device_id: 'DEV-001',
      region: 'JAKARTA',
      temperature: 29.5,
      humidity: 72.3,
      crowd: 12,
      prices: { cabai: 15_000, bawang: 9_000, beras: 12_000 },
    },
  });

export const readingOrBatch = z.union([
  reading,
  z.strictObject({ readings: z.array(reading).min(1).max(MAX_READINGS) }),
]);

const range = z.strictObject({ low: rupiah, high: rupiah }).nullable();

const heard = z.array(
  z.strictObject({
    source: z.string(),
    price: rupiah.meta({ description: 'With the usual distance of the source from us taken off' }),
    spread: z.number().meta({ description: 'One deviation of what it may be at this market today, log' }),
    age: z.number().int().meta({ description: 'Days since the source said so' }),
  }),
);

const judged = {
  name: z.string().meta({ description: 'As the device wrote it' }),
  commodity: z.string(),
  price: rupiah,
  lane,
  quarantined: z.boolean(),
  flags: z.array(z.string()),
  score: z.number().min(0).max(1).meta({ description: 'Higher is more suspicious' }),
  expected: rupiah.nullable(),
  accepted_range: range,
  impact_score: impactScore,
  dominant_factor: factor,
  factors_with_weights: weights,
  impact_model: impactModel,
  price_change: ratio.nullable(),
};

const recorded = {
  reading_id: z.uuid(),
  market_id: z.string(),
  device_id: z.string(),
  observed_at: time,
  received_at: time,
  published_at: time,
  prices: z.array(
    z.strictObject({
      ...judged,
      sources: heard.optional().meta({ description: 'What outside sources say of it, where any has a vote' }),
      ledger_index: seq,
      reading_id: z.uuid(),
    }),
  ),
};

const recordedReading = z.strictObject(recorded).meta({ id: 'RecordedReading' });

const recordedBatch = z
  .strictObject({
    accepted: z.number().int(),
    refused: z.number().int(),
    results: z
      .array(z.union([z.strictObject({ status: z.literal(202), ...recorded }), problem]))
      .meta({ description: 'In the order of the readings' }),
  })
  .meta({ id: 'RecordedBatch' });

export const recordedAnswer = z.union([recordedReading, recordedBatch]);

export const checkedReading = z
  .strictObject({
    stored: z.literal(false),
    prices: z.array(
      z.strictObject({
        ...judged,
        rule_version: z.string(),
        detectors: z.array(
          z.strictObject({
            name: z.string(),
            value: z.number(),
            limit: z.number(),
            vote: z.boolean(),
            window: z.number(),
            peers: z.array(z.string()).optional(),
            sources: heard.optional(),
          }),
        ),
        explanation: z.strictObject({ id: z.string(), en: z.string() }),
        sources: z
          .array(
            z.strictObject({
              source: z.string(),
              date: day,
              price: rupiah,
              without_bias: rupiah,
              gap: ratio,
              likely_cause: z.enum(GAP_CAUSES),
              votes: z.boolean(),
            }),
          )
          .meta({
            description:
              'What outside sources say of it; only those whose usual distance from us is known have a vote',
          }),
      }),
    ),
  })
  .meta({ id: 'CheckedReading' });

const deviceToken = { device_id: z.string(), market_id: z.string(), token: z.string(), expires_at: time };

export const issuedToken = z.strictObject(deviceToken).meta({ id: 'DeviceToken' });

export const registeredDevice = z
  .strictObject({
    ...deviceToken,
    enrolment_code: z.string().meta({ description: 'Can be redeemed once' }),
    enrolment_expires_at: time,
    enrolment_url: z.url(),
    qr: z.string().meta({ description: 'The enrolment URL as an SVG data URL' }),
  })
  .meta({ id: 'RegisteredDevice' });

const fieldItem = z.strictObject({
  commodity: z.string(),
  name_id: z.string(),
  name_en: z.string(),
  unit: z.enum(['kg', 'l']),
  last: z.strictObject({ price: rupiah, observed_at: time, simulated: z.boolean() }).nullable(),
  expected: rupiah.nullable(),
  accepted_range: range.meta({ description: 'A price outside may still be sent; it waits for review' }),
});

export const fieldRound = z
  .strictObject({
    at: time,
    device_id: z.string(),
    person: z.string().nullable().meta({ description: 'Who reports with this device' }),
    held_since: time.nullable().meta({
      description: 'Since when; decisions and questions are told of what nobody else reported',
    }),
    others_until: time.nullable().meta({ description: 'When somebody else held it last' }),
    simulated: z.boolean(),
    market: z.strictObject({
      market_id: z.string(),
      name: z.string(),
      city: z.string(),
      region: z.string(),
      time_zone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
      closed_on: day.nullable().meta({
        description: 'From that day on prices are refused, since the market has closed; null while it trades',
      }),
    }),
    commodities: z.array(fieldItem),
  })
  .meta({ id: 'FieldRound' });
