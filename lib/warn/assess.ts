import type { AlertLevel } from '@/lib/market/alert';
import { type AlertRules, ruleFor } from '@/lib/market/alert-rules';
import { silentSince } from '@/lib/market/device-silence';
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

/** An active device that was not heard for a while. */
export interface DeviceNow {
  readonly deviceId: string;
  readonly marketId: number;
  readonly regionId: number;
  /** When it was last heard, or made; ms since 1970. */
  readonly heardAt: number;
  readonly heard: boolean;
  /** How often it is asked to report; `null` when it is not. */
  readonly intervalSeconds: number | null;
  readonly simulated: boolean;
}

export interface AssessInput {
  readonly provinces: readonly ProvinceNow[];
  readonly markets: readonly MarketNow[];
  readonly devices: readonly DeviceNow[];
  readonly rules: AlertRules;
  /** Keys of the alerts that are open: they close a little later than they open, so that none flickers. */
  readonly open: ReadonlySet<string>;
  readonly now: number;
}

/** What is left of the change that opened an alert, from which on it stays open. */
const SETTLED = 0.6;
const HOUR_MS = 3_600_000;
/** From so many times what a market may be silent on, it is told louder. */
const LONG_SILENT = 2;
/** A market that was never or so long not heard has no habit to break. */
export const FORGOTTEN_DAYS = 14;
const FORGOTTEN_MS = FORGOTTEN_DAYS * 24 * HOUR_MS;
const LONG_SILENT_DEVICE_MS = 24 * HOUR_MS;

/** Everything that calls for an alert now. */
export function assess(input: AssessInput): readonly Condition[] {
  return [
    ...input.provinces.flatMap((p) => moved(p, input)),
    ...input.provinces.flatMap((p) => aboveReference(p, input)),
    ...input.markets.flatMap((m) => silent(m, input)),
    ...input.devices.flatMap((d) => silentDevice(d, input)),
  ];
}

/** Both an unusual move and a large one: the impact over the threshold, and a change within a day that is felt. */
function moved(p: ProvinceNow, { rules, open }: AssessInput): Condition[] {
  const rule = ruleFor(rules.impact, p.commodityId);
  if (!rule.enabled || p.change === null || p.impact === null || p.impact < 100 * rule.threshold) return [];
  const place = { kind: 'impact', ...about(p.commodityId, p.regionId) } as const;
  const size = Math.abs(p.change);
  if (size < (open.has(conditionKey(place)) ? SETTLED * rule.change : rule.change)) return [];
  const { price, change, impact, markets, simulated } = p;
  return [{ ...place, level: step(size, 0.1, 0.2), simulated, evidence: { price, change, impact, markets } }];
}

function aboveReference(p: ProvinceNow, { rules, open }: AssessInput): Condition[] {
  const rule = ruleFor(rules.reference, p.commodityId);
  if (!rule.enabled || p.reference === null) return [];
  const place = { kind: 'reference', ...about(p.commodityId, p.regionId) } as const;
  const gap = p.price / p.reference.high - 1;
  if (gap <= (open.has(conditionKey(place)) ? 0 : rule.margin)) return [];
  const { kind, high, regulation } = p.reference;
  const evidence = { price: p.price, limit: high, limit_kind: kind, regulation, gap, markets: p.markets };
  return [{ ...place, level: step(gap, 0.1, 0.25), simulated: p.simulated, evidence }];
}

function about(commodityId: number, regionId: number) {
  return { commodityId, regionId, marketId: null, deviceId: null };
}

function silent(m: MarketNow, { rules, now }: AssessInput): Condition[] {
  const { enabled, hours } = rules.silent;
  const silence = now - m.lastHeard;
  if (!enabled || silence < hours * HOUR_MS || silence > FORGOTTEN_MS) return [];
  return [
    {
      kind: 'silent',
      level: silence < LONG_SILENT * hours * HOUR_MS ? 'info' : 'warning',
      commodityId: null,
      regionId: m.regionId,
      marketId: m.marketId,
      deviceId: null,
      simulated: m.simulated,
      evidence: { last_heard: new Date(m.lastHeard).toISOString() },
    },
  ];
}

/** Stays until the device speaks, or somebody suspends, revokes or retires it. */
function silentDevice(d: DeviceNow, { rules, now }: AssessInput): Condition[] {
  const since = rules.device.enabled ? silentSince(d.heardAt, d.intervalSeconds, now, rules.device) : null;
  if (since === null) return [];
  const evidence = { device: d.deviceId };
  return [
    {
      kind: 'device',
      level: now - since < LONG_SILENT_DEVICE_MS ? 'info' : 'warning',
      commodityId: null,
      regionId: d.regionId,
      marketId: d.marketId,
      deviceId: d.deviceId,
      simulated: d.simulated,
      evidence: d.heard ? { ...evidence, last_heard: new Date(d.heardAt).toISOString() } : evidence,
    },
  ];
}

function step(size: number, warning: number, critical: number): AlertLevel {
  if (size >= critical) return 'critical';
  return size >= warning ? 'warning' : 'info';
}
