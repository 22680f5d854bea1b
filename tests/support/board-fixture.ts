import type { Board, BoardCommodity, DayPoint, PriceHistory, PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';
import { dayToIso } from '@/lib/market/calendar';

/* Made-up figures with known answers, for tests of what the screen does with them. */

const TODAY = 20_779;

export function priceUpdate(seq: number, change: Partial<PriceUpdate> = {}): PriceUpdate {
  return {
    type: 'price_update',
    seq,
    reading_id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    market_id: 'PASAR-001',
    region_id: 31,
    commodity: 'cabai-rawit-merah',
    price: 61_000,
    lane: 'accepted',
    flags: [],
    price_change: 0.02,
    impact_score: 64,
    dominant_factor: 'weather',
    factors_with_weights: { weather: 0.6, logistics: 0.4 },
    observed_at: '2026-11-22T02:00:00.000Z',
    published_at: '2026-11-22T02:00:00.100Z',
    simulated: false,
    ...change,
  };
}

export function boardCommodity(change: Partial<BoardCommodity> = {}): BoardCommodity {
  const spark: DayPoint[] = [];
  for (let i = 29; i >= 0; i -= 1) {
    spark.push({
      day: dayToIso(TODAY - i),
      price: 58_000 + 300 * ((29 - i) % 7),
      impact_score: i === 3 ? 88 : 20,
    });
  }
  return {
    commodity: 'cabai-rawit-merah',
    name_id: 'Cabai Rawit Merah',
    name_en: "Red bird's-eye chili",
    unit: 'kg',
    price: 60_100,
    state: 'observed',
    as_of: '2026-11-22T02:00:00.000Z',
    markets: 128,
    markets_simulated: 0,
    changes: {
      day: { since: '2026-11-21', from: 59_000, ratio: 0.0186, markets: 120 },
      week: { since: '2026-11-15', from: 55_600, ratio: 0.0809, markets: 118 },
      month: { since: '2026-10-22', from: 50_000, ratio: 0.202, markets: 110 },
      year: null,
    },
    reference: {
      kind: 'HAP',
      low: 40_000,
      high: 57_000,
      regulation: 'Perbadan 12/2024',
      valid_from: '2024-10-14',
      note: null,
    },
    regions_above_reference: 14,
    per_month: 0.5,
    spark,
    ...change,
  };
}

export function board(change: Partial<Board> = {}): Board {
  return {
    at: '2026-11-22T02:00:05.000Z',
    seq: 1_000,
    simulated: false,
    quarantined: 3,
    commodities: [
      boardCommodity(),
      boardCommodity({
        commodity: 'beras-medium',
        name_id: 'Beras Medium',
        name_en: 'Medium rice',
        price: 13_500,
        regions_above_reference: 2,
        changes: {
          day: { since: '2026-11-21', from: 13_510, ratio: -0.0007, markets: 120 },
          week: { since: '2026-11-15', from: 13_480, ratio: 0.0015, markets: 118 },
          month: null,
          year: null,
        },
      }),
    ],
    ...change,
  };
}

export function priceMap(change: Partial<PriceMap> = {}): PriceMap {
  return {
    at: '2026-11-22T02:00:05.000Z',
    seq: 1_000,
    commodity: 'cabai-rawit-merah',
    unit: 'kg',
    simulated: false,
    national: 60_100,
    markets: [
      {
        market_id: 'PASAR-001',
        name: 'Pasar Contoh',
        city: 'Jakarta Pusat',
        region_id: 31,
        latitude: -6.18,
        longitude: 106.83,
        closed_on: null,
        price: 61_000,
        state: 'observed',
        observed_at: '2026-11-22T02:00:00.000Z',
        ledger_index: 7,
        change_day: 0.05,
        impact_score: 64,
      },
      {
        market_id: 'PASAR-002',
        name: '<img src=x onerror=alert(1)>',
        city: 'Bandung',
        region_id: 32,
        latitude: -6.91,
        longitude: 107.61,
        closed_on: null,
        price: null,
        state: 'none',
        observed_at: null,
        ledger_index: null,
        change_day: null,
        impact_score: null,
      },
    ],
    regions: [
      {
        region_id: 31,
        name: 'DKI Jakarta',
        island: 'Jawa',
        time_zone: 'Asia/Jakarta',
        latitude: -6.2,
        longitude: 106.82,
        price: 61_000,
        markets: 1,
        change_day: 0.05,
        gap: 0.07,
      },
      {
        region_id: 32,
        name: 'Jawa Barat',
        island: 'Jawa',
        time_zone: 'Asia/Jakarta',
        latitude: -6.92,
        longitude: 107.6,
        price: null,
        markets: 0,
        change_day: null,
        gap: null,
      },
    ],
    ...change,
  };
}

export function priceHistory(change: Partial<PriceHistory> = {}): PriceHistory {
  const points = [0, 1, 2, 5, 6].map((i) => ({
    t: dayToIso(TODAY - 6 + i),
    price: 58_000 + 500 * i,
    min: 50_000,
    max: 70_000,
    n: 120,
    simulated: false,
  }));
  return {
    commodity: 'cabai-rawit-merah',
    unit: 'kg',
    level: 'nation',
    area: 'ID',
    closed_on: null,
    interval: 'day',
    points,
    time_zone: 'Asia/Jakarta',
    household: { per_month: 1, basket_cost: 900_000 },
    impacts: [],
    next_cursor: null,
    seq: 1_000,
    ...change,
  };
}
