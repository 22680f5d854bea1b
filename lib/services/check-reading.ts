import type { Pool } from 'pg';
import type { DeviceActor } from '@/lib/auth/actor';
import { localDay } from '@/lib/market/calendar';
import { explain } from '@/lib/validate/explain';
import { type Admission, admitReading } from './admit-reading';
import { judgeReading, priceReports } from './judge-reading';
import { nearSources } from './near-sources';
import { shownChange, shownWeights } from './price-update';
import type { RiverMemory } from './river-memory';

export interface CheckedPrice {
  readonly name: string;
  readonly commodity: string;
  readonly price: number;
  readonly lane: string;
  readonly quarantined: boolean;
  readonly [field: string]: unknown;
}

/** Judges and weighs a reading and says why, in both languages. Stores nothing, remembers nothing. */
export async function checkReading(
  deps: Admission & { readonly memory: RiverMemory; readonly pool: Pool },
  device: DeviceActor,
  body: unknown,
): Promise<{ readonly stored: false; readonly prices: readonly CheckedPrice[] }> {
  const catalog = deps.catalog();
  const admitted = admitReading(deps, device, body);
  if (!admitted.ok) throw admitted.refusal;
  const { reading } = admitted;
  const judged = judgeReading(catalog, deps.memory, reading, device.simulated ? 'simulated' : 'observed');
  const reports = priceReports(catalog, reading);
  const zone = catalog.regions.get(reading.regionId)?.timeZone ?? 'Asia/Jakarta';
  const day = localDay(reading.observedAt, zone);
  const sourcesOf = await nearSources(deps.pool, { ...reading, day }, reading.prices);
  const prices = reading.prices.flatMap((p, i): CheckedPrice[] => {
    const verdict = judged.verdicts[i];
    const impact = judged.impacts[i];
    const report = reports[i];
    if (verdict === undefined || impact === undefined || report === undefined) return [];
    return [
      {
        name: p.saidAs,
        commodity: catalog.commodities.get(p.commodityId)?.code ?? '',
        price: p.price,
        lane: verdict.lane,
        quarantined: verdict.lane === 'quarantined',
        flags: verdict.flags,
        score: verdict.score,
        expected: verdict.expected,
        accepted_range: verdict.acceptedRange,
        rule_version: verdict.ruleVersion,
        detectors: verdict.detectors,
        explanation: { id: explain(verdict, report, 'id'), en: explain(verdict, report, 'en') },
        sources: sourcesOf(p.commodityId, p.price),
        impact_score: impact.impactScore,
        dominant_factor: impact.dominantFactor,
        factors_with_weights: shownWeights(impact.factorsWithWeights),
        impact_model: impact.model,
        price_change: shownChange(impact.priceChange),
      },
    ];
  });
  return { stored: false, prices };
}
