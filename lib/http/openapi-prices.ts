import { z } from 'zod';
import {
  dataState,
  day,
  factor,
  impactScore,
  lane,
  priceUpdate,
  ratio,
  rupiah,
  seq,
  time,
  timeZone,
  unit,
  weights,
} from './openapi-parts';

const closedOn = day.nullable().meta({
  description:
    'First day, by its own clock, on which the market does not trade for good; null while it trades',
});

const change = z
  .strictObject({ since: day, from: rupiah, ratio, markets: z.number().int() })
  .nullable()
  .meta({ description: 'Against an earlier day, of the markets that are in both prices' });

const boardCommodity = z
  .strictObject({
    commodity: z.string(),
    name_id: z.string(),
    name_en: z.string(),
    unit,
    price: rupiah.nullable(),
    state: dataState,
    as_of: time.nullable(),
    markets: z.number().int(),
    markets_simulated: z.number().int(),
    changes: z.strictObject({ day: change, week: change, month: change, year: change }),
    reference: z
      .strictObject({
        kind: z.enum(['HET', 'HAP']),
        low: rupiah.nullable(),
        high: rupiah,
        regulation: z.string(),
        valid_from: day.nullable(),
        note: z.string().nullable(),
      })
      .nullable(),
    regions_above_reference: z.number().int(),
    per_month: z.number().nullable().meta({
      description: 'Bought by a family of four in a month, in the unit; null outside its basket of food',
    }),
    spark: z.array(z.strictObject({ day, price: rupiah, impact_score: impactScore.nullable() })),
  })
  .meta({ id: 'BoardCommodity' });

export const board = z
  .strictObject({
    at: time,
    seq,
    simulated: z.boolean().meta({ description: 'True when any figure comes from the simulated country' }),
    commodities: z.array(boardCommodity),
    quarantined: z.number().int(),
  })
  .meta({ id: 'Board' });

const mapMarket = z
  .strictObject({
    market_id: z.string(),
    name: z.string(),
    city: z.string(),
    region_id: z.number().int(),
    latitude: z.number(),
    longitude: z.number(),
    closed_on: closedOn,
    price: rupiah.nullable().meta({ description: 'null also for a market that has closed' }),
    state: dataState,
    observed_at: time.nullable(),
    ledger_index: seq
      .nullable()
      .meta({ description: 'Of the price itself; null without one, and for imported history' }),
    change_day: ratio.nullable(),
    impact_score: impactScore.nullable(),
  })
  .meta({ id: 'MapMarket' });

const mapRegion = z
  .strictObject({
    region_id: z.number().int(),
    name: z.string(),
    island: z.string(),
    time_zone: timeZone,
    latitude: z.number(),
    longitude: z.number(),
    price: rupiah.nullable(),
    markets: z.number().int(),
    change_day: ratio.nullable(),
    gap: ratio.nullable().meta({ description: 'Relative gap to the reference price in force there' }),
  })
  .meta({ id: 'MapRegion' });

export const priceMap = z
  .strictObject({
    at: time,
    seq,
    commodity: z.string(),
    unit,
    simulated: z.boolean(),
    national: rupiah.nullable(),
    markets: z.array(mapMarket),
    regions: z.array(mapRegion),
  })
  .meta({ id: 'PriceMap' });

const marketPrices = z
  .strictObject({
    at: time,
    seq,
    market_id: z.string(),
    closed_on: closedOn,
    prices: z.array(
      z.strictObject({
        commodity: z.string(),
        unit,
        price: rupiah,
        observed_at: time,
        ledger_index: seq
          .nullable()
          .meta({ description: 'Null for imported history, which is sealed by the batch' }),
        simulated: z.boolean(),
        impact_score: impactScore.nullable(),
      }),
    ),
  })
  .meta({ id: 'MarketPrices' });

const commodityNow = z
  .strictObject({
    at: time,
    seq,
    ...boardCommodity.shape,
    market_prices: z.array(mapMarket),
    regions: z.array(mapRegion),
  })
  .meta({ id: 'CommodityNow' });

export const livePrices = z
  .union([board, commodityNow, marketPrices])
  .meta({ description: 'The board, one commodity, or one market: as asked' });

export const priceHistory = z
  .strictObject({
    commodity: z.string(),
    unit,
    level: z.enum(['nation', 'region', 'market']),
    area: z.string(),
    closed_on: closedOn,
    interval: z.enum(['hour', 'day', 'week', 'month']),
    points: z.array(
      z.strictObject({
        t: z.string().meta({ description: 'Date; for hours a time' }),
        price: rupiah,
        min: rupiah,
        max: rupiah,
        n: z.number().int().meta({
          description:
            'Markets (nation, region; of weeks and months the most on one day) or prices (market) in the mean',
        }),
        simulated: z.boolean(),
      }),
    ),
    time_zone: timeZone,
    household: z
      .strictObject({
        per_month: z.number().meta({ description: 'Bought by a family of four in a month, in the unit' }),
        basket_cost: z.number().meta({
          description: "Rp a month for that family's whole basket of food, at today's national means",
        }),
      })
      .nullable(),
    impacts: z.array(
      z.strictObject({
        seq: seq.nullable(),
        t: z.string(),
        market_id: z.string().nullable(),
        price: rupiah,
        lane,
        impact_score: impactScore,
        dominant_factor: factor,
        factors_with_weights: weights,
        price_change: ratio.nullable(),
      }),
    ),
    next_cursor: z.string().nullable(),
    seq,
  })
  .meta({ id: 'PriceHistory' });

export const updatesPage = z
  .strictObject({ from: seq, to: seq, updates: z.array(priceUpdate), more: z.boolean() })
  .meta({ id: 'UpdatesPage' });
