import type { AcceptedPrice, PriceReport } from '@/lib/validate/report';

const DAY_MS = 86_400_000;

/** A report of one market of one commodity, noon of day 20000 unless told otherwise. */
export function report(over: Partial<PriceReport> = {}): PriceReport {
  const day = over.day ?? 20_000;
  const observedAt = over.observedAt ?? day * DAY_MS + DAY_MS / 2;
  return {
    deviceId: 'DEV-001',
    marketId: 1,
    regionId: 31,
    island: 'Jawa',
    commodityId: 1,
    volatility: 'medium',
    typicalPrice: null,
    price: 10_000,
    observedAt,
    receivedAt: observedAt + 1000,
    day,
    ...over,
  };
}

export function accepted(over: Partial<AcceptedPrice> = {}): AcceptedPrice {
  const r = report(over);
  return {
    marketId: r.marketId,
    regionId: r.regionId,
    island: r.island,
    commodityId: r.commodityId,
    price: r.price,
    observedAt: r.observedAt,
    day: r.day,
    deviceId: r.deviceId,
  };
}
