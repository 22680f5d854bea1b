import type { AlertLevel } from '@/lib/market/alert';
import { type Condition, conditionKey } from './condition';

/** One commodity in one province, as it stands now. */
export interface ProvinceNow {
  readonly commodityId: number;
  readonly regionId: number;
  /** Mean of its markets, Rp per unit. */
  readonly price: number;
  readonly markets: number;
  readonly simulated: boolean;
  /** Against the day before, of the markets in both; `null` without any. */
  readonly change: number | null;
  /** Mean impact score of the markets that moved the same way, 0–100; `null` when nothing was weighed. */
  readonly impact: number | null;
  readonly reference: {
    readonly kind: 'HET' | 'HAP';
    readonly high: number;
    readonly regulation: string;
  } | null;
}

/** When a market was last heard. */
export interface MarketNow {
  readonly marketId: number;
  readonly regionId: number;
  /** Newest price that was accepted, ms since 1970. */
  readonly lastHeard: number;
  readonly simulated: boolean;
}

export interface AssessInput {
  readonly provinces: readonly ProvinceNow[];
  readonly markets: readonly MarketNow[];
  /** Impact from which a move calls for an alert, 0–1. */
  readonly threshold: number;
  /** Keys of the alerts that are open: they close a little later than they open, so that none flickers. */
  readonly open: ReadonlySet<string>;
  readonly now: number;
}

/** A move that nobody would notice at the stall is no alert, however rare it is. */
const MATERIAL_CHANGE = 0.05;
const SETTLED_CHANGE = 0.03;
/** How far above a reference price an alert opens; it closes at the price itself. */
const REFERENCE_MARGIN = 0.01;
const HOUR_MS = 3_600_000;
const SILENT_MS = 36 * HOUR_MS;
const LONG_SILENT_MS = 72 * HOUR_MS;
/** A market that was never or long not heard has no habit to break. */
const FORGOTTEN_MS = 14 * 24 * HOUR_MS;

/** Everything that calls for an alert now. */
export function assess(input: AssessInput): readonly Condition[] {
  return [
    ...input.provinces.flatMap((p) => moved(p, input)),
    ...input.provinces.flatMap((p) => aboveReference(p, input)),
    ...input.markets.flatMap((m) => silent(m, input.now)),
  ];
}

/** Both an unusual move and a large one: the impact over the threshold, and five percent within a day. */
function moved(p: ProvinceNow, { threshold, open }: AssessInput): Condition[] {
  if (p.change === null || p.impact === null || p.impact < 100 * threshold) return [];
  const place = { kind: 'impact', commodityId: p.commodityId, regionId: p.regionId, marketId: null } as const;
  const size = Math.abs(p.change);
  if (size < (open.has(conditionKey(place)) ? SETTLED_CHANGE : MATERIAL_CHANGE)) return [];
  const { price, change, impact, markets, simulated } = p;
  return [{ ...place, level: step(size, 0.1, 0.2), simulated, evidence: { price, change, impact, markets } }];
}

function aboveReference(p: ProvinceNow, { open }: AssessInput): Condition[] {
  if (p.reference === null) return [];
  const place = {
    kind: 'reference',
    commodityId: p.commodityId,
    regionId: p.regionId,
    marketId: null,
  } as const;
  const gap = p.price / p.reference.high - 1;
  if (gap <= (open.has(conditionKey(place)) ? 0 : REFERENCE_MARGIN)) return [];
  const { kind, high, regulation } = p.reference;
  const evidence = { price: p.price, limit: high, limit_kind: kind, regulation, gap, markets: p.markets };
  return [{ ...place, level: step(gap, 0.1, 0.25), simulated: p.simulated, evidence }];
}

function silent(m: MarketNow, now: number): Condition[] {
  const silence = now - m.lastHeard;
  if (silence < SILENT_MS || silence > FORGOTTEN_MS) return [];
  return [
    {
      kind: 'silent',
      level: silence < LONG_SILENT_MS ? 'info' : 'warning',
      commodityId: null,
      regionId: m.regionId,
      marketId: m.marketId,
      simulated: m.simulated,
      evidence: { last_heard: new Date(m.lastHeard).toISOString() },
    },
  ];
}

function step(size: number, warning: number, critical: number): AlertLevel {
  if (size >= critical) return 'critical';
  return size >= warning ? 'warning' : 'info';
}
