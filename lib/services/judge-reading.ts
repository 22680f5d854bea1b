import { weigh } from '@/lib/impact/weigh';
import { localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Impact } from '@/lib/market/factor';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Provenance } from '@/lib/market/provenance';
import type { Reading } from '@/lib/market/reading';
import type { Verdict } from '@/lib/market/verdict';
import { factorsText } from '@/lib/store/river/factors-text';
import { verdictDetail } from '@/lib/store/river/verdict-detail';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import type { PriceReport } from '@/lib/validate/report';
import type { RiverMemory } from './river-memory';

/** Judges and weighs every price of a reading against the memory. Changes nothing. */
export function judgeReading(
  catalog: Catalog,
  memory: RiverMemory,
  reading: Reading,
  provenance: Provenance,
): JudgedReading {
  const reports = priceReports(catalog, reading);
  const verdicts = reports.map((report) => storable(judge(report, memory.judge, DEFAULT_RULES)));
  const impacts = reports.map((report) => storableImpact(weigh(report, memory.impact)));
  return {
    reading,
    provenance,
    verdicts,
    details: verdicts.map((verdict, i) =>
      verdictDetail(verdict, reading.prices[i]?.saidAs ?? '', impacts[i] as Impact),
    ),
    impacts,
    factors: impacts.map((impact) => factorsText(impact.factorsWithWeights)),
  };
}

/** Figures as they come back from the database, so that a repeat gets the very first answer. */
function storable(verdict: Verdict): Verdict {
  const { lane, flags, ruleVersion, detectors, expected, acceptedRange } = verdict;
  const score = Math.round(verdict.score * 1000) / 1000;
  return { lane, score, flags, ruleVersion, detectors, expected, acceptedRange };
}

/** A 4-byte float keeps six digits. */
export function storableImpact(impact: Impact): Impact {
  const { priceChange } = impact;
  return { ...impact, priceChange: priceChange === null ? null : Number(priceChange.toPrecision(6)) };
}

/** What the detectors get to see of each price. @throws Error when a name left the catalog */
export function priceReports(catalog: Catalog, reading: Reading): readonly PriceReport[] {
  const region = catalog.regions.get(reading.regionId);
  if (region === undefined) throw new Error(`region ${reading.regionId} left the catalog`);
  const day = localDay(reading.observedAt, region.timeZone);
  return reading.prices.map((reported) => {
    const commodity = catalog.commodities.get(reported.commodityId);
    if (commodity === undefined) throw new Error(`commodity ${reported.commodityId} left the catalog`);
    return {
      deviceId: reading.deviceId,
      marketId: reading.marketId,
      regionId: reading.regionId,
      island: region.island,
      commodityId: reported.commodityId,
      volatility: commodity.volatility,
      typicalPrice: commodity.typicalPrice,
      price: reported.price,
      observedAt: reading.observedAt,
      receivedAt: reading.receivedAt,
      day,
    };
  });
}
