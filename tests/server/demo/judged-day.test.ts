import { describe, expect, it } from 'vitest';
import { dayStart, isoToDay, localDay } from '@/lib/market/calendar';
import { createCountry } from '@/lib/simulate/country';
import { dailyPrices } from '@/lib/simulate/daily-prices';
import { liveReading } from '@/lib/simulate/live-reading';
import type { Truth } from '@/lib/simulate/mischief';
import { createRandom } from '@/lib/simulate/random';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { absorb } from '@/lib/validate/memory';
import { JudgeStream } from '@/lib/validate/stream';
import { simulationData } from '@/prisma/seed/simulation-data';

const data = simulationData();
const country = createCountry(2026, data, { markets: 124 });
const HISTORY_DAYS = 66;
const FIRST_LIVE = isoToDay('2026-11-22');
const PAUSE_MS = 4_000;
const DAY_MS = 86_400_000;
const commodities = new Map(data.commodities.map((c) => [c.id, c]));

interface Judged {
  readonly truth: Truth;
  lane: string;
  final: string;
}

/** What the judge remembers after a start: every market's daily prices. */
function rememberHistory(stream: JudgeStream): void {
  for (const { day, prices } of dailyPrices(country, FIRST_LIVE - HISTORY_DAYS, FIRST_LIVE - 1)) {
    for (const market of country.markets) {
      for (const [i, item] of country.items.entries()) {
        const place = placeOf(market.index, i);
        const price = prices[market.index * country.items.length + i] ?? 0;
        const observedAt = dayStart(day, market.timeZone) + 10 * 3_600_000;
        absorb(stream.memory, { ...place, commodityId: item.commodityId, price, observedAt, day });
      }
    }
  }
}

function placeOf(marketIndex: number, itemIndex: number) {
  const region = country.regions[country.regionOf[marketIndex] ?? -1];
  const commodity = commodities.get(country.items[itemIndex]?.commodityId ?? 0);
  return {
    deviceId: `DEV-${marketIndex}`,
    marketId: marketIndex + 1,
    regionId: region?.id ?? 0,
    island: region?.island ?? '',
    volatility: commodity?.volatility ?? 'medium',
    typicalPrice: commodity?.typicalPrice ?? null,
  };
}

function liveDay(): readonly Judged[] {
  const stream = new JudgeStream(DEFAULT_RULES);
  rememberHistory(stream);
  const random = createRandom(11);
  const judged: Judged[] = [];
  const start = dayStart(FIRST_LIVE, 'Asia/Jakarta');
  for (let turn = 0; turn * PAUSE_MS < DAY_MS; turn += 1) {
    const now = start + turn * PAUSE_MS;
    const reading = liveReading(country, turn % country.markets.length, now, random);
    const market = country.markets[reading.market];
    if (market === undefined) continue;
    const day = localDay(now, market.timeZone);
    for (const { item, price, truth } of reading.prices) {
      const place = placeOf(reading.market, item);
      const commodityId = country.items[item]?.commodityId ?? 0;
      const report = { ...place, commodityId, price, day, observedAt: now, receivedAt: now };
      const { row, verdict, settled } = stream.push(report);
      judged[row] = { truth, lane: verdict.lane, final: verdict.lane };
      for (const s of settled) Object.assign(judged[s.row] ?? {}, { final: s.lane });
    }
  }
  for (const s of stream.finish()) Object.assign(judged[s.row] ?? {}, { final: s.lane });
  return judged;
}

/** Counts by what was true: all, held back on arrival, quarantined on arrival, quarantined in the end. */
function table(judged: readonly Judged[]) {
  const rows = new Map<Truth, { n: number; held: number; quarantined: number; finally: number }>();
  for (const { truth, lane, final } of judged) {
    const row = rows.get(truth) ?? { n: 0, held: 0, quarantined: 0, finally: 0 };
    row.n += 1;
    row.held += lane === 'accepted' ? 0 : 1;
    row.quarantined += lane === 'quarantined' ? 1 : 0;
    row.finally += final === 'quarantined' ? 1 : 0;
    rows.set(truth, row);
  }
  return rows;
}

describe('a day of the simulated country before the judge', () => {
  const rows = table(liveDay());
  console.table(Object.fromEntries(rows));
  const share = (truth: Truth, column: 'held' | 'quarantined' | 'finally') => {
    const row = rows.get(truth);
    if (row === undefined) throw new Error(`the day has no ${truth}`);
    return row[column] / row.n;
  };

  it('believes what is honest: very little of it is quarantined, and less remains so', () => {
    expect(share('honest', 'held')).toBeLessThan(0.015);
    expect(share('honest', 'quarantined')).toBeLessThan(0.005);
    expect(share('honest', 'finally')).toBeLessThan(0.002);
  });

  it.each(['slip', 'spike'] as const)('catches a %s on arrival and does not let it go', (truth) => {
    expect(share(truth, 'held')).toBeGreaterThan(0.95);
    expect(share(truth, 'finally')).toBeGreaterThan(0.95);
  });

  it('catches what was swapped, but for things of nearly one price', () => {
    expect(share('swap', 'held')).toBeGreaterThan(0.75);
  });
});
