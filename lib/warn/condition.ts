import { ALERT_LEVELS, type AlertEvidence, type AlertKind, type AlertLevel } from '@/lib/market/alert';

/** Something that calls for an alert now. Two with the same place and kind are the same alert. */
export interface Condition {
  readonly kind: AlertKind;
  readonly level: AlertLevel;
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  readonly simulated: boolean;
  readonly evidence: AlertEvidence;
}

export type Place = Pick<Condition, 'kind' | 'commodityId' | 'regionId' | 'marketId'>;

/** Name by which an alert is known while it is open. */
export function conditionKey({ kind, commodityId, regionId, marketId }: Place): string {
  return `${kind}:${commodityId ?? ''}:${regionId ?? ''}:${marketId ?? ''}`;
}

export function levelRank(level: AlertLevel): number {
  return ALERT_LEVELS.indexOf(level);
}
