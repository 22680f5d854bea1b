import { ALERT_LEVELS, type AlertEvidence, type AlertKind, type AlertLevel } from '@/lib/market/alert';

/** Something that calls for an alert now. Two with the same place and kind are the same alert. */
export interface Condition {
  readonly kind: AlertKind;
  readonly level: AlertLevel;
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  /** The device that it is about. */
  readonly deviceId: string | null;
  readonly simulated: boolean;
  readonly evidence: AlertEvidence;
}

export type Place = Pick<Condition, 'kind' | 'commodityId' | 'regionId' | 'marketId' | 'deviceId'>;

/** Name by which an alert is known while it is open. */
export function conditionKey({ kind, commodityId, regionId, marketId, deviceId }: Place): string {
  return [kind, commodityId, regionId, marketId, deviceId].join(':');
}

export function levelRank(level: AlertLevel): number {
  return ALERT_LEVELS.indexOf(level);
}
