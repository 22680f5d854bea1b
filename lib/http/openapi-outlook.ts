import { z } from 'zod';
import { MODELS } from '@/lib/forecast/models';
import { LEVELS } from '@/lib/forecast/quantiles';
import { ALERT_LEVELS, PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import { EVENT_KINDS } from '@/lib/market/market-event';
import { day, factor, impactModel, impactScore, ratio, rupiah, time, unit, weights } from './openapi-parts';

/* What is said about coming prices, for the description only. */

const confidence = z.number().min(0).max(1).nullable().meta({
  description:
    'Share of the past forecasts of this model that came within 5 % of the price; null without a past',
});

export const forecast = z
  .strictObject({
    commodity: z.string(),
    unit,
    area: z.string(),
    origin: day.meta({ description: 'Last day that was used' }),
    price: rupiah,
    model: z.enum(MODELS).meta({ description: 'The model that spoke' }),
    confidence,
    simulated: z.boolean(),
    forecast_7d: z.array(
      z.strictObject({
        h: z.number().int().min(1),
        date: day,
        mean: rupiah,
        quantiles: z.record(z.enum(LEVELS.map(String) as [string, ...string[]]), rupiah),
      }),
    ),
  })
  .meta({ id: 'Forecast' });

export const confidenceAnswer = z
  .strictObject({
    commodity: z.string(),
    area: z.string(),
    origin: day,
    model: z.enum(MODELS),
    confidence,
    horizons: z.array(
      z.strictObject({
        h: z.number().int(),
        past_forecasts: z.number().int(),
        mean_error: z.number().min(0).nullable().meta({ description: '0.03 = 3 % of the price' }),
        within_5_percent: z.number().min(0).max(1).nullable(),
      }),
    ),
  })
  .meta({ id: 'ForecastConfidence' });

export const impact = z
  .strictObject({
    commodity: z.string(),
    market_id: z.string(),
    prev_price: rupiah,
    new_price: rupiah,
    price_change: ratio,
    impact_score: impactScore,
    dominant_factor: factor,
    factors_with_weights: weights,
    model: impactModel,
    household_rp_per_month: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'What the move costs a family of four in a month, Rp' }),
    basket_points: z.number().nullable().meta({
      description:
        "The same in percentage points of the cost of that family's basket of food at today's national means",
    }),
  })
  .meta({ id: 'ImpactQuery' });

export const alert = z
  .strictObject({
    type: z.literal('alert'),
    seq: z.number().int().meta({ description: 'Number of its last change' }),
    id: z.uuid(),
    kind: z.enum(PUBLIC_ALERT_KINDS).meta({
      description:
        'impact: an unusual move; reference: above the HET or HAP in force; silent: a market is not heard; manual: raised by an official',
    }),
    level: z.enum(ALERT_LEVELS),
    state: z.enum(['open', 'closed']),
    commodity: z.string().nullable(),
    region_id: z.number().int().nullable(),
    market_id: z.string().nullable(),
    opened_at: time,
    closed_at: time.nullable(),
    simulated: z.boolean(),
    evidence: z.strictObject({
      price: rupiah.optional(),
      change: ratio.optional(),
      impact: impactScore.optional(),
      limit: rupiah.optional(),
      limit_kind: z.enum(['HET', 'HAP']).optional(),
      regulation: z.string().optional(),
      gap: ratio.optional(),
      markets: z.number().int().optional(),
      last_heard: time.optional(),
      message: z.string().optional(),
      message_en: z.string().optional(),
      source: z.string().optional(),
    }),
    text: z.strictObject({ id: z.string(), en: z.string() }),
  })
  .meta({ id: 'Alert' });

export const openAlerts = z
  .strictObject({ at: time, seq: z.number().int(), open: z.number().int(), alerts: z.array(alert) })
  .meta({ id: 'OpenAlerts' });

export const closedAlert = z.strictObject({ id: z.uuid(), state: z.literal('closed') });

export const eventList = z
  .strictObject({
    from: day,
    to: day,
    events: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(EVENT_KINDS),
        commodity: z.string().nullable().meta({ description: 'null: all of them' }),
        region_id: z.number().int().nullable().meta({ description: 'null: the nation' }),
        market_id: z.string().nullable(),
        place: z.string().nullable(),
        from: day,
        to: day.nullable().meta({ description: 'null while it lasts' }),
        source: z.string(),
        text_id: z.string(),
        text_en: z.string().nullable(),
      }),
    ),
    calendar: z.array(z.strictObject({ name: z.string(), day })),
  })
  .meta({ id: 'EventList' });
